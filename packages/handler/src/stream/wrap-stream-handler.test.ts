import { once } from "node:events";
import { PassThrough } from "node:stream";
import { runInNewContext } from "node:vm";
import { defineCatalog, fault } from "@faultwire/catalog";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { wrapStreamHandler } from "./wrap-stream-handler.ts";

class Refused extends fault("Refused", { status: 403, message: "refused" }) {}
const throws = defineCatalog("faults", { Refused });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "GET" } } };
const streamOf = () => Object.assign(new PassThrough(), { setContentType: vi.fn() });

afterEach(() => vi.unstubAllGlobals());

test("a streaming handler is the runtime's, and without a runtime, as in a test, it is itself", async () => {
  const streamifyResponse = vi.fn((handler: object) => Object.assign(handler, { isStreaming: true }));
  for (const awslambda of [undefined, {}, { streamifyResponse }]) {
    vi.stubGlobal("awslambda", awslambda);
    const stream = streamOf();
    const wrapped = wrapStreamHandler(async (_, response) => void response.end("all"), { throws });
    await wrapped({}, stream, context);
    expect([wrapped.length, String(stream.read())]).toEqual([3, "all"]);
    expect("isStreaming" in wrapped).toBe(awslambda !== undefined && "streamifyResponse" in awslambda);
  }
});

test("a streaming handler gets its input validated, and the untouched event last", async () => {
  const wrapped = wrapStreamHandler(
    async ({ rows }, stream, { awsRequestId }, event) => {
      stream.write(JSON.stringify([rows, awsRequestId, event]));
    },
    { throws, input: z.object({ rows: z.coerce.number<string>() }) },
  );
  const stream = streamOf();
  await wrapped({ rows: "2" }, stream, context);
  expect(JSON.parse(String(stream.read()))).toEqual([2, "r-1", { rows: "2" }]);
  await expect(wrapped({} as never, streamOf(), context)).rejects.toMatchObject({ name: "ValidationFailed" });
});

test("an error of another realm ends a stream under its name, and a value that is not an error under its type", async () => {
  for (const [thrown, name] of [
    [runInNewContext('new RangeError("m")'), "RangeError"],
    ["m", "string"],
  ] as const) {
    const wrapped = wrapStreamHandler(() => Promise.reject(thrown), { throws });
    const end = await wrapped({}, streamOf(), context).catch((error: unknown) => error);
    expect(end).toBeInstanceOf(Error);
    expect(end).toMatchObject({ name, message: "m" });
    if (thrown === "m") expect(end).toHaveProperty("stack", "string");
  }
});

test("a stack that the trailers of a stream have no room for is cut, and one that fits is not", async () => {
  const thrown = new RangeError("m");
  const endWith = async (stack: string) => {
    thrown.stack = stack;
    const wrapped = wrapStreamHandler(() => Promise.reject(thrown), { throws, log: () => undefined });
    return wrapped({}, streamOf(), context).catch((error: unknown) => error);
  };
  expect(await endWith(`RangeError: m${"\n    at f (a.js:1:1)".repeat(5)}`)).toBe(thrown);
  const end = await endWith(`RangeError: m${"\n    at f (a.js:1:1)".repeat(500)}`);
  expect(end).toMatchObject({ name: "RangeError", message: "m", stack: "RangeError: m" });
});

test("an error that ends a stream on a direct call is logged, for the runtime logs no stack of it", async () => {
  const log = vi.fn();
  const wrapped = wrapStreamHandler(() => Promise.reject(new RangeError("m")), { throws, log });
  await expect(wrapped({}, streamOf(), context)).rejects.toThrow("m");
  expect(log.mock.calls).toMatchObject([[{ faultwire: "undeclared", error: { errorType: "RangeError" } }]]);
});

test("what goes wrong on an HTTP stream that has begun is reported, for the runtime logs no stack of it", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const wrapped = wrapStreamHandler(
    async (_, stream) => {
      stream.write("begun");
      throw new RangeError("secret");
    },
    { throws },
  );
  await expect(wrapped(http, streamOf(), context)).rejects.toMatchObject({ message: "Internal failure" });
  expect(JSON.parse(String(log.mock.lastCall?.[0]))).toMatchObject({
    requestId: "r-1",
    error: { errorMessage: "secret", stack: expect.arrayContaining([expect.stringContaining(".test.ts")]) },
  });
  log.mockRestore();
});

test("an error before the first byte is an HTTP answer, whatever status the handler had chosen", async () => {
  const stream = streamOf();
  Object.assign(stream, { _onBeforeFirstWrite: () => stream.write("the handler's own head") });
  const wrapped = wrapStreamHandler(() => Promise.reject(new Refused()), { throws });
  await wrapped(http, stream, context);
  expect(stream.setContentType.mock.calls).toEqual([["application/vnd.awslambda.http-integration-response"]]);
  expect(stream).toHaveProperty("_onBeforeFirstWrite", undefined);
  const [head = "", body = ""] = String(stream.read()).split("\0".repeat(8));
  expect(JSON.parse(head)).toMatchObject({ statusCode: 403, headers: { "X-Amzn-ErrorType": "Refused" } });
  expect(JSON.parse(body)).toMatchObject({ errorType: "Refused", message: "refused", requestId: "r-1" });
  expect(stream.writableEnded).toBe(true);
});

test("what is written after the stream was destroyed is dropped, and its callbacks are called", async () => {
  const stream = streamOf();
  const called = vi.fn();
  const wrapped = wrapStreamHandler(
    async (_, response: PassThrough) => {
      response.write("begun");
      response.destroy(new Refused());
      expect(response.write("more")).toBe(true);
      expect(response.write("more", called)).toBe(true);
      response.end("end", called);
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
    { throws },
  );
  await expect(wrapped({}, stream, context)).rejects.toMatchObject({ name: "Refused" });
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect([String(stream.read()), called.mock.calls.length]).toEqual(["begun", 2]);
});

test("a stream that was destroyed without an error, or before its first byte, has an answer", async () => {
  const destroying = wrapStreamHandler(async (_, stream: PassThrough) => void stream.destroy(), { throws });
  await expect(destroying({}, streamOf(), context)).rejects.toThrow("The response stream was destroyed");
  const stream = streamOf();
  const refusing = wrapStreamHandler(
    async (_, response: PassThrough) => void response.destroy(new Refused()),
    { throws },
  );
  await refusing(http, stream, context);
  expect(String(stream.read())).toContain('"statusCode":403');
  expect(stream.writableEnded).toBe(true);
});

test("a stream that has ended is not changed by its destruction, as a pipeline does it", async () => {
  const stream = streamOf();
  const wrapped = wrapStreamHandler(
    async (_, response: PassThrough) => {
      response.end("all");
      response.destroy(new Error("late"));
    },
    { throws },
  );
  await wrapped({}, stream, context);
  expect(String(stream.read())).toBe("all");
});

test("a stream ends with the handler, or with the pipe that still feeds it", async () => {
  const nothing = streamOf();
  await wrapStreamHandler(async () => {}, { throws })({}, nothing, context);
  expect([nothing.writableEnded, nothing.read()]).toEqual([true, null]);
  const piped = streamOf();
  const source = new PassThrough();
  await wrapStreamHandler(async (_, stream: PassThrough) => void source.pipe(stream), { throws })(
    {},
    piped,
    context,
  );
  expect(piped.writableEnded).toBe(false);
  source.end("late");
  await once(piped, "finish");
  expect(String(piped.read())).toBe("late");
  const unpiped = streamOf();
  const unpiping = async (_: unknown, stream: PassThrough) => void source.pipe(stream).on("x", () => {});
  await wrapStreamHandler(
    async (event, stream: PassThrough) => {
      await unpiping(event, stream);
      source.unpipe(stream);
    },
    { throws },
  )({}, unpiped, context);
  expect(unpiped.writableEnded).toBe(true);
});

test("an undeclared error ends a stream itself", async () => {
  const error = new RangeError("m");
  const wrapped = wrapStreamHandler(() => Promise.reject(error), { throws, log: () => undefined });
  await expect(wrapped({}, streamOf(), context)).rejects.toBe(error);
});

test("an error before the first byte has the body format of the options", async () => {
  const stream = streamOf();
  const body = {
    contentType: "application/x-own",
    encode: ({ message }: { message: string }) => `own ${message}`,
  };
  await wrapStreamHandler(() => Promise.reject(new Refused()), { throws, body } as never)(
    http,
    stream,
    context,
  );
  expect(String(stream.read())).toContain("application/x-own");
});

test("a stream that ends without bytes is written to once, so that its head leaves", async () => {
  for (const [chunks, written] of [
    [[], [""]],
    [["a"], ["a"]],
  ] as const) {
    const stream = streamOf();
    const write = vi.spyOn(stream, "write");
    const handler = async (_: unknown, response: PassThrough) => {
      for (const chunk of chunks) response.write(chunk);
      response.end();
    };
    await wrapStreamHandler(handler, { throws })({}, stream, context);
    expect(write.mock.calls.map(([chunk]) => chunk)).toEqual(written);
  }
});
