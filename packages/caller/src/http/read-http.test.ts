import { defineCatalog } from "@faultwire/catalog";
import { describe, expect, test, vi } from "vitest";
import { parse } from "../parse/parse.ts";
import { parseResponse } from "./parse-response.ts";

const none = defineCatalog("none", {});
const errorText = JSON.stringify({ errorType: "E", errorMessage: "m", trace: [] });

describe("the raw response of an Invoke", () => {
  const headers = {
    "X-Amz-Function-Error": "Unhandled",
    "x-amzn-requestid": "r-1",
    "x-amzn-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793",
  };

  test("is an invocation, with its ids", () => {
    expect(parse({ status: 200, headers, body: errorText }, none)).toMatchObject({
      ...{ errorType: "E", execution: "started", status: 500 },
      origin: { wire: "standard", requestId: "r-1", traceId: "1-5759e988-bd862e3fe1be46a994272793" },
    });
  });

  test.each([100, 300, 404])("is an answer like any other under the status %d", (status) => {
    expect(parse({ status, headers, body: errorText }, none)).toMatchObject({
      ...{ errorType: "E", execution: "unknown", status, origin: { wire: "http" } },
    });
  });
});

describe("a refusal that has one of the Lambda API's reasons", () => {
  const refused = (status: number, length = 0) => {
    const members = { Reason: "CallerRateLimitExceeded", Type: "User", message: "" };
    const message = "x".repeat(Math.max(0, length - JSON.stringify(members).length));
    return parse({ status, headers: {}, body: JSON.stringify({ ...members, message }) }, none);
  };

  test("is the service's, and proves nothing: a function may have passed it on", () => {
    for (const status of [400, 429])
      expect(refused(status)).toMatchObject({
        ...{ name: "ServiceFault", reason: "CallerRateLimitExceeded", status, execution: "unknown" },
      });
  });

  test("is looked for in bodies below 4 KB only", () => {
    expect(refused(429, 4095)?.name).toBe("ServiceFault");
    expect(refused(429, 4096)?.name).not.toBe("ServiceFault");
  });
});

describe("a response is found by its status and its headers", () => {
  const headers = { "x-amzn-errortype": "E" };
  const body = '{"message":"m"}';

  test("of a client that calls its status statusCode, where it is an error", () => {
    expect(parse({ statusCode: 400, headers, body }, none)).toMatchObject({ errorType: "E", status: 400 });
    for (const statusCode of [200, 399, "400", undefined])
      expect(parse({ statusCode, headers, body: errorText }, none)).toBeUndefined();
    expect(parse({ statusCode: 400, headers }, none)).toBeUndefined();
  });

  test("with its body in an error as Angular's, and in that of no other client", () => {
    const error = { message: "m" };
    const found = parse({ name: "HttpErrorResponse", status: 400, headers, error }, none);
    expect(found).toMatchObject({ errorType: "E", message: "m" });
    expect(parse({ status: 400, headers, error }, none)?.origin?.payload).toMatchObject({ body: "" });
  });

  test("without a body that is a stream, and with one that is bytes", () => {
    const stream = { on: () => undefined, readableLength: 3 };
    expect(parse({ status: 404, headers: {}, body: stream }, none)).toMatchObject({
      origin: { payload: { body: "" } },
    });
    const bytes = Object.assign(new TextEncoder().encode(body), { on: () => undefined });
    expect(parse({ status: 404, headers, body: bytes }, none)).toMatchObject({ message: "m" });
  });
});

describe("a response of fetch", () => {
  const json = { "content-type": "application/json" };

  test("without a body is a success under a status of one", async () => {
    expect(await parseResponse(new Response(null, { headers: json }), none)).toBeUndefined();
  });

  test("that is too large to be held twice ends with its reader, and not with its copy", async () => {
    const cancel = vi.fn();
    const pull = (source: ReadableStreamDefaultController) => source.enqueue(new Uint8Array(65_536));
    const response = new Response(new ReadableStream({ pull, cancel }), { headers: json });
    expect(await parseResponse(response, none)).toBeUndefined();
    expect(cancel).not.toHaveBeenCalled();
    await response.body?.cancel();
    expect(cancel).toHaveBeenCalledOnce();
  });

  test("that a page may not read is a fault of the connection, which says why", async () => {
    expect(await parseResponse(Response.error(), none)).toMatchObject({
      ...{ name: "TransportFault", message: "The response is opaque: the page may not read it" },
    });
  });

  test("that was read before has no body, and its type is in its headers", async () => {
    const response = new Response('{"message":"m"}', {
      status: 404,
      headers: { ...json, "x-amzn-errortype": "E" },
    });
    await response.text();
    expect(await parseResponse(response, none)).toMatchObject({
      ...{ errorType: "E", message: "", origin: { payload: { body: "" } } },
    });
  });

  test("is one that can be read and copied: an object that has its text by another name is read as it is", async () => {
    const body = '{"message":"m"}';
    const headers = { "x-amzn-errortype": "E" };
    for (const more of [{ text: body, clone: () => undefined }, { text: async () => "other" }]) {
      const found = await parseResponse({ status: 404, headers, body, ...more }, none);
      expect(found).toMatchObject({ errorType: "E", message: "m" });
    }
  });
});

describe("the body of a stream that was collected", () => {
  const token = "5f0c6d0e-4a1b-4a57-9d0e-1d1f6d3f8a11";
  const headers = { "Content-Type": `application/x-ndjson; faultwire=${token}` };
  const frame = `{"faultwire":"${token}","error":{"errorType":"E","message":"m","status":409}}\n`;

  test("is the fault of its frame, also where that is all of it", () => {
    for (const body of [frame, `{"a":1}\n${frame}`]) {
      expect(parse({ status: 200, headers, body }, none)).toMatchObject({
        ...{ errorType: "E", status: 409, execution: "started", origin: { wire: "event-stream" } },
      });
    }
  });

  test("is a stream that was cut where its frame was", () => {
    expect(parse({ status: 200, headers, body: frame.slice(0, -9) }, none)).toMatchObject({
      ...{ name: "TransportFault", errorType: "StreamEnded", execution: "started" },
    });
  });

  test("is a success with the frame of another stream in it", () => {
    const body = frame.replace(token, "another-token-0123");
    expect(parse({ status: 200, headers, body }, none)).toBeUndefined();
  });
});
