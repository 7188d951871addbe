import { runInNewContext } from "node:vm";
import { defineCatalog, TransportFault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import cases from "../../../cases/execution-certainty.json" with { type: "json" };
import { parseEventStream } from "./index.ts";
import { receiveException } from "./receive-exception.ts";

/* The recorded table of failed exchanges, row by row: "yes" is a function that answered. */

const nothing = defineCatalog("nothing", {});
const failed = (members: object, message = "m") => Object.assign(new Error(message), members);
const withStatus = (httpStatusCode: number) => ({ $metadata: { httpStatusCode, attempts: 1 } });

const refused = (address: string) =>
  failed({ code: "ECONNREFUSED", syscall: "connect" }, `connect ECONNREFUSED ${address}:443`);
const UNCONNECTED = [
  "@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 5 ms.",
  "Socket timed out without establishing a connection within 5 ms",
];

const UNFINISHED = "Client network socket disconnected before secure TLS connection was established";
const several = (...errors: unknown[]) => Object.assign(new AggregateError(errors), { code: "ECONNREFUSED" });

/** Exceptions as Node.js, undici and the SDK throw them, by the recorded row. */
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
    [refused("10.0.0.1"), "none"],
    [failed({ code: "ECONNREFUSED" }, "connect ECONNREFUSED 10.0.0.1:443"), "none"],
    [
      Object.assign(new AggregateError([refused("::1"), refused("127.0.0.1")]), { code: "ECONNREFUSED" }),
      "none",
    ],
    [failed({ code: "ENOTFOUND", syscall: "getaddrinfo" }), "none"],
    [failed({ code: "EAI_AGAIN", syscall: "getaddrinfo" }), "none"],
    ...UNCONNECTED.map((text) => [failed({ name: "TimeoutError" }, text), "none"] as const),
  ],
  ETIMEDOUT: [
    [failed({ code: "ETIMEDOUT" }), "unknown"],
    [failed({ code: "ETIMEDOUT", syscall: "connect", $metadata: { attempts: 1 } }), "none"],
  ],
  EPIPE: [[failed({ code: "EPIPE" }), "unknown"]],
  "SyntaxError + $metadata.httpStatusCode": [
    // The sender of the page may have replaced the response of a function that ran.
    [Object.assign(new SyntaxError("Unexpected token <"), withStatus(403)), "unknown"],
    [Object.assign(new SyntaxError("Unexpected token <"), withStatus(502)), "unknown"],
  ],
  "HPE_* parse error": [[failed({ code: "HPE_INVALID_CONSTANT" }), "unknown"]],
};

describe("a failed exchange reports whether the function ran", () => {
  const { transport } = cases;
  const thrown = transport.filter(({ error }) => error in EXCEPTIONS);
  test.each(thrown.map(({ error }) => error))("%s", (row) => {
    for (const [exception, execution] of EXCEPTIONS[row] ?? []) {
      const fault = receiveException(exception, {});
      expect(fault).toBeInstanceOf(TransportFault);
      expect(fault.execution).toBe(execution);
    }
  });

  test("if nothing was sent, whatever was thrown", () => {
    for (const exception of [
      new Error("No value provided for input HTTP label: FunctionName."),
      new Error("Region is missing"),
      failed({ name: "CredentialsProviderError" }),
      failed({ name: "AbortError" }),
      "no error at all",
    ]) {
      expect(receiveException(exception, { requests: 0 }).execution).toBe("none");
    }
  });

  test("if a stream ended without its end", () => {
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

describe("none is proven, and a system's code alone proves nothing", () => {
  const route = { code: "EHOSTUNREACH", syscall: "read" };
  const dns = failed({ code: "ENOTFOUND", syscall: "getaddrinfo" });

  test.each([
    ["a route that went while the response was awaited", failed(route, "read EHOSTUNREACH")],
    ["the same, reported by its message alone", failed({ code: "EHOSTUNREACH" }, "read EHOSTUNREACH")],
    ["a write that was refused", failed({ code: "ECONNREFUSED", syscall: "write" })],
    ["a code without a system call", failed({ code: "ECONNREFUSED" })],
    ["one address of several that was reached", several(refused("::1"), failed(route))],
    ["no address", several()],
    ["addresses of which one is not an error", several(refused("::1"), "refused")],
    ["a system call without a code", failed({ syscall: "connect" }, "connect 10.0.0.1:443")],
    ["the words of an unfinished handshake with another code", failed({ code: "EPIPE" }, UNFINISHED)],
    ["the SDK's words in another error", failed({ name: "Error" }, UNCONNECTED[0])],
    ["a fetch that may have followed a redirect", new TypeError("fetch failed", { cause: dns })],
    [
      "a client that follows redirects",
      failed({ name: "AxiosError", code: "ENOTFOUND", syscall: "getaddrinfo" }),
    ],
    ["a timeout of another client", failed({ name: "TimeoutError" }, "cannot establish a connection")],
    [
      "the last of several requests",
      failed({ code: "ENOTFOUND", syscall: "getaddrinfo", $metadata: { attempts: 2 } }),
    ],
  ] as const)("%s is unknown", (_, exception) => {
    expect(receiveException(exception, {}).execution).toBe("unknown");
    expect(receiveException(exception, { requests: 1 }).execution).toBe("unknown");
    expect(receiveException(exception, { requests: 2, isOneHop: true }).execution).toBe("unknown");
  });

  test("a fetch that follows no redirect proves it by its cause", () => {
    for (const cause of [dns, refused("::1"), failed({ code: "UND_ERR_CONNECT_TIMEOUT" })]) {
      const exception = new TypeError("fetch failed", { cause });
      expect(receiveException(exception, { requests: 1, isOneHop: true }).execution).toBe("none");
      expect(receiveException(exception, { requests: 1 }).execution).toBe("unknown");
    }
  });

  test("a URL that cannot be sent a request proves it", () => {
    const exception = new TypeError("fetch failed", { cause: failed({ code: "ERR_INVALID_URL" }) });
    expect(receiveException(exception, { requests: 1, isOneHop: true }).execution).toBe("none");
  });

  test("a TLS connection that ended during the handshake carried no request", () => {
    const reset = { name: "TimeoutError", code: "ECONNRESET", $metadata: { attempts: 1 } };
    expect(receiveException(failed(reset, UNFINISHED), {}).execution).toBe("none");
  });

  test("a wrong setting is not worth a retry, though nothing was sent", () => {
    expect(receiveException(new TypeError("x is not a function"), { requests: 0 }).retryable).toBe(false);
    expect(receiveException(dns, { requests: 0 }).retryable).toBe(true);
  });

  test("an error of another realm is read, and a value without a text is too", () => {
    const foreign = runInNewContext(
      'Object.assign(new Error("connect ECONNREFUSED ::1:80"), { code: "ECONNREFUSED", syscall: "connect" })',
    );
    expect(receiveException(foreign, {})).toMatchObject({ errorType: "ECONNREFUSED", execution: "none" });
    expect(receiveException(Object.create(null), { requests: 1 })).toBeInstanceOf(TransportFault);
  });

  test("an error whose members throw when they are read has a message about that", () => {
    const exception = Object.defineProperty(new Error("m"), "code", {
      get: () => {
        throw new Error("no code");
      },
    });
    expect(receiveException(exception, { requests: 1 })).toMatchObject({
      ...{ name: "TransportFault", message: "The exception cannot be read", execution: "unknown" },
    });
  });
});
