import { PassThrough } from "node:stream";
import { defineCatalog, fault } from "@faultwire/catalog";
import { expect, test, vi } from "vitest";
import { wrapStreamHandler } from "./wrap-stream-handler.ts";

class Refused extends fault("Refused", { status: 403, message: "refused" }) {}
const throws = defineCatalog("faults", { Refused });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "GET" } } };

/** A stream as the runtime makes it: the metadata leave before the first write. */
function runtimeStream() {
  const stream = Object.assign(new PassThrough(), { setContentType: vi.fn() });
  const write = stream.write.bind(stream);
  const metadata: { _onBeforeFirstWrite?: (write: (part: string | Uint8Array) => boolean) => void } = {};
  let isFirst = true;
  Object.assign(stream, {
    write: (...[chunk, encoding]: [string, BufferEncoding]) => {
      const { _onBeforeFirstWrite: first } = stream as typeof metadata;
      if (isFirst) first?.(write);
      isFirst = false;
      return write(chunk, encoding);
    },
  });
  return stream;
}

/** Runs a handler that fails, and reads what it has written. */
async function fail(
  metadata: object | string | undefined,
  writing: (stream: PassThrough) => void,
  event: object = http,
) {
  const stream = runtimeStream();
  const handler = async (_: unknown, response: ReturnType<typeof runtimeStream>) => {
    const head = typeof metadata === "string" ? metadata : JSON.stringify(metadata);
    if (metadata !== undefined) {
      Object.assign(response, {
        _onBeforeFirstWrite: (write: (part: string | Uint8Array) => void) => {
          write(head);
          write(new Uint8Array(8));
        },
      });
    }
    writing(response);
    throw new Refused();
  };
  const ended = await wrapStreamHandler(handler, { throws })(event, stream, context).catch(
    (thrown) => thrown,
  );
  const [head, body] = String(stream.read()).split("\0".repeat(8));
  return { head, body, ended, type: stream.setContentType.mock.lastCall?.[0] };
}

const FRAME = /\{"faultwire":"([\w-]{36})","error":\{"errorType":"Refused".*"requestId":"r-1"\}\}\n+$/;
const rows = { statusCode: 200, headers: { "Content-Type": "application/x-ndjson" } };

test.each([
  ["headers", rows],
  [
    "headers of another case, of which the others stay",
    { headers: { "X-A": "1", "content-TYPE": "text/event-stream" }, cookies: ["a"] },
  ],
  [
    "lists of headers",
    { multiValueHeaders: { "Content-Type": ["application/x-ndjson"], "X-A": ["1", "2"] } },
  ],
  ["a body that is not encoded", { headers: { ...rows.headers, "Content-Encoding": "identity" } }],
])("a frame is announced in %s", async (_, metadata) => {
  const { head = "", body = "", ended } = await fail(metadata, (stream) => stream.write("{}\n"));
  const [, token = ""] = FRAME.exec(body) ?? [];
  expect(token).not.toBe("");
  expect(JSON.parse(head.replace(`; faultwire=${token}`, ""))).toEqual(metadata);
  expect([head.includes(token), ended]).toEqual([true, undefined]);
});

test.each([
  ["another type", { headers: { "Content-Type": "application/json" } }, http],
  ["no type", { statusCode: 200 }, http],
  [
    "another character encoding",
    { headers: { "Content-Type": "application/x-ndjson; charset=utf-16" } },
    http,
  ],
  ["a compressed body", { headers: { ...rows.headers, "content-encoding": "br" } }, http],
  ["a compressed body, in lists", { ...rows, multiValueHeaders: { "Content-Encoding": ["gzip"] } }, http],
  ["a body with a length", { headers: { ...rows.headers, "content-length": 10 } }, http],
  ["a body with a length as text", { headers: { ...rows.headers, "Content-Length": "10" } }, http],
  ["metadata that are not JSON", "{", http],
  ["metadata that are not an object", "[]", http],
  [
    "the frame of the function that is passed on",
    { headers: { "Content-Type": "application/x-ndjson; faultwire=0123456789abcdef" } },
    http,
  ],
  ["a direct call", rows, {}],
])("%s has no frame: the stream ends with the error", async (_, metadata, event) => {
  const { head, body, ended } = await fail(metadata, (stream) => stream.write("{}\n"), event);
  expect(head).toBe(typeof metadata === "string" ? metadata : JSON.stringify(metadata));
  expect([body, ended]).toEqual(["{}\n", expect.objectContaining({ name: "Refused" })]);
});

test("a type that is set is announced, and the last that is set counts", async () => {
  const setting = (...types: readonly string[]) =>
    fail(undefined, (stream) => {
      for (const type of types) (stream as ReturnType<typeof runtimeStream>).setContentType(type);
      stream.write("{}\n");
    });
  const { head = "", type } = await setting("text/plain", "application/x-ndjson");
  expect(type).toBe(`application/x-ndjson; faultwire=${FRAME.exec(head)?.[1]}`);
  const plain = await setting("application/x-ndjson", "text/plain");
  expect([plain.type, plain.head]).toEqual(["text/plain", "{}\n"]);
});

test("a frame begins on a line of its own, whatever was written and how", async () => {
  for (const write of [
    (stream: PassThrough) => stream.write('{"a"'),
    (stream: PassThrough) => stream.write("7b2261220a7b226122", "hex"),
    (stream: PassThrough) => stream.write(Buffer.from('{"a"')),
    (stream: PassThrough) => stream.write(Uint8Array.from(Buffer.from('\n{"a"'))),
  ]) {
    const { body = "" } = await fail(rows, write);
    expect(body.split("\n").at(-3)).toBe('{"a"');
    expect(FRAME.test(`${body.split("\n").at(-2)}\n`)).toBe(true);
  }
  const { body } = await fail(rows, (stream) => stream.write("{}\n"));
  expect(body).toMatch(/^\{\}\n\{"faultwire"/);
});

test("a stream that has ended gets no frame", async () => {
  const { body, ended } = await fail(rows, (stream) => stream.end("{}\n"));
  expect([body, ended]).toEqual(["{}\n", expect.objectContaining({ name: "Refused" })]);
});

test("details that cannot be written are concealed in a frame as elsewhere", async () => {
  class Odd extends fault("Odd", { message: "secret" }) {}
  const stream = runtimeStream();
  const handler = wrapStreamHandler(
    async (_: unknown, response: ReturnType<typeof runtimeStream>) => {
      response.setContentType("application/x-ndjson");
      response.write("{}\n");
      throw Object.defineProperty(new Odd(), "details", { value: { big: 1n } });
    },
    { throws: defineCatalog("odd", { Odd }), log: () => undefined },
  );
  await handler(http, stream, context);
  expect(String(stream.read())).toMatch(/\n\{"faultwire":"[\w-]+","error":\{"errorType":"InternalFailure"/);
});
