import { defineCatalog, TransportFault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import cases from "../../../cases/execution-certainty.json" with { type: "json" };
import { parseEventStream } from "./index.ts";
import { receiveException } from "./receive-exception.ts";

/* What the recorded table says of failed exchanges, row by row: "yes" is a function that answered. */

const nothing = defineCatalog("nothing", {});
const failed = (members: object, message = "m") => Object.assign(new Error(message), members);
const withStatus = (httpStatusCode: number) => ({ $metadata: { httpStatusCode, attempts: 1 } });

/** Exceptions as Node.js, undici and the SDK throw them, by the row that tells of them. */
const EXCEPTIONS: Readonly<Record<string, readonly (readonly [thrown: unknown, execution: string])[]>> = {
  AbortError: [[failed({ name: "AbortError", $metadata: {} }), "unknown"]],
  "TimeoutError/ECONNRESET": [
    [failed({ name: "TimeoutError", code: "ECONNRESET", $metadata: { attempts: 1 } }), "unknown"],
  ],
  "Error/ECONNRESET with $metadata.httpStatusCode 200": [
    [failed({ code: "ECONNRESET", ...withStatus(200) }, "aborted"), "finished"],
  ],
  "TimeoutError (socket/request time-out)": [
    [failed({ name: "TimeoutError", $metadata: {} }, "Connection timed out after 100 ms"), "unknown"],
  ],
  "ECONNREFUSED, ENOTFOUND, EAI_AGAIN, connection time-out": [
    [failed({ code: "ECONNREFUSED" }), "none"],
    [failed({ code: "ENOTFOUND" }), "none"],
    [failed({ code: "EAI_AGAIN" }), "none"],
    [new TypeError("fetch failed", { cause: failed({ code: "UND_ERR_CONNECT_TIMEOUT" }) }), "none"],
    [
      failed(
        { name: "TimeoutError" },
        "@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 5 ms.",
      ),
      "none",
    ],
    [
      failed({ name: "TimeoutError" }, "Socket timed out without establishing a connection within 5 ms"),
      "none",
    ],
  ],
  ETIMEDOUT: [[failed({ code: "ETIMEDOUT" }), "unknown"]],
  EPIPE: [[failed({ code: "EPIPE" }), "unknown"]],
  "SyntaxError + $metadata.httpStatusCode": [
    [Object.assign(new SyntaxError("Unexpected token <"), withStatus(403)), "none"],
    [Object.assign(new SyntaxError("Unexpected token <"), withStatus(502)), "unknown"],
  ],
  "HPE_* parse error": [[failed({ code: "HPE_INVALID_CONSTANT" }), "unknown"]],
};

describe("an exchange that failed tells what it knows of the function", () => {
  const { transport } = cases;
  const thrown = transport.filter(({ error }) => error in EXCEPTIONS);
  test.each(thrown.map(({ error }) => error))("%s", (row) => {
    for (const [exception, execution] of EXCEPTIONS[row] ?? []) {
      const fault = receiveException(exception, {});
      expect(fault).toBeInstanceOf(TransportFault);
      expect(fault.execution).toBe(execution);
    }
  });

  test("where nothing was sent, whatever was thrown", () => {
    for (const exception of [
      new Error("No value provided for input HTTP label: FunctionName."),
      new Error("Region is missing"),
      failed({ name: "CredentialsProviderError" }),
      failed({ name: "AbortError" }),
      "no error at all",
    ]) {
      expect(receiveException(exception, { isSent: false }).execution).toBe("none");
    }
  });

  test("where a stream ended without its end", () => {
    const cut = parseEventStream([{ PayloadChunk: { Payload: "a" } }], nothing);
    expect(cut).toBeInstanceOf(TransportFault);
    expect(cut?.execution).toBe("started");
  });

  test("with a test for every recorded row", () => {
    const elsewhere = transport.map(({ error }) => error).filter((error) => !(error in EXCEPTIONS));
    expect(elsewhere).toEqual([
      expect.stringMatching(/^Error without \$metadata before sending/),
      "stream ended without InvokeComplete",
    ]);
  });
});
