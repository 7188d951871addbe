import { LambdaClient } from "@aws-sdk/client-lambda";
import { parseEventStream } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment } from "../../source-environment.ts";
import { Cut, Rows } from "./functions/stream-faults.ts";
import type { handler, StreamEvent } from "./functions/stream-handler.ts";
import { type Post, RUNTIME_CLIENTS, type RunningFunction, runFunction } from "./runtime-api.ts";

/* Streaming handlers under AWS's runtime clients: what leaves, byte for byte. */

const typed = {
  name: "Cut",
  message: "cut at row 7",
  details: { row: 7, text: "t" },
  status: 503,
  retryAfter: 5,
};

describe.each(RUNTIME_CLIENTS)("under the runtime client %s", (version) => {
  let lambda: RunningFunction;
  beforeAll(async () => {
    lambda = await runFunction("stream-handler.handler", version);
  });
  afterAll(() => lambda[Symbol.asyncDispose]());

  const url = { version: "2.0", requestContext: { http: { method: "GET" } }, headers: {} };
  const rest = { resource: "/a", httpMethod: "GET", requestContext: { resourceId: "r" }, headers: {} };
  const invoke = (does: StreamEvent["does"], more: object = {}) => lambda.invoke({ does, ...more });

  /** Reads a response with a prelude as the platform does. */
  function readResponse({ headers, body = Buffer.alloc(0) }: Post) {
    expect(headers?.["content-type"]).toBe("application/vnd.awslambda.http-integration-response");
    const end = body.indexOf("\0".repeat(8));
    return { ...JSON.parse(body.subarray(0, end).toString()), body: body.subarray(end + 8).toString() };
  }

  /** The last event of an InvokeWithResponseStream that ended so. */
  function faultIn({ trailers = {} }: Post) {
    const ErrorCode = trailers["lambda-runtime-function-error-type"];
    const error = trailers["lambda-runtime-function-error-body"] ?? "";
    const ErrorDetails = Buffer.from(error, "base64").toString();
    return parseEventStream([{ InvokeComplete: { ErrorCode, ErrorDetails } }], Rows);
  }

  describe("a stream that succeeds", () => {
    test.each([
      ["writes", "row 1\nrow 2\n"],
      ["does not end", "row 1\n"],
      ["ends without a write", ""],
      ["does nothing at all", ""],
      ["ends with a chunk", "all\n"],
      ["pipes", "row 1\nrow 2\n"],
      ["pipes and leaves it open", "row 1\nrow 2\n"],
      ["ends with an encoding", "all"],
      ["pipes without waiting", "row 1\nrow 2\n"],
    ] as const)("of a handler that %s has its status, its headers and its body", async (does, body) => {
      const post = await invoke(does, url);
      expect(readResponse(post)).toEqual({ statusCode: 201, headers: { "Content-Type": "text/csv" }, body });
      expect(post.trailers).toEqual({});
    });
  });

  describe("what is thrown before the first byte", () => {
    test.each([
      ["a Function URL", url],
      ["a REST API", rest],
    ])("is a real status and body behind %s, over the status that the handler chose", async (_, event) => {
      for (const does of ["throws before", "throws at once, not async"] as const) {
        const { body, ...response } = readResponse(await invoke(does, event));
        expect(response).toEqual({
          statusCode: 503,
          headers: { "Content-Type": "application/json", "X-Amzn-ErrorType": "Cut", "Retry-After": "5" },
        });
        expect(JSON.parse(body)).toMatchObject({ errorType: "Cut", details: typed.details });
      }
    });

    test("is concealed there where it is not declared, and not on a direct call", async () => {
      const { body } = readResponse(await invoke("throws a bad name before", url));
      expect(body).toMatch(/InternalFailure/);
      expect(body).not.toMatch(/secret|Bad/);
      expect(faultIn(await invoke("throws a bad name before"))).toMatchObject({
        errorType: "Bad__Name___",
        message: "secret",
      });
    });

    test("ends the stream of a direct call with the fault", async () => {
      const post = await invoke("throws before");
      expect(faultIn(post)).toBeInstanceOf(Cut);
      expect(faultIn(post)).toMatchObject(typed);
    });
  });

  describe("what goes wrong after the first byte", () => {
    test.each(["throws after", "fails in a pipeline", "destroys it"] as const)(
      "ends the stream with the fault: a handler that %s",
      async (does) => {
        for (const event of [{}, url]) {
          const post = await invoke(does, event);
          expect(post.body?.toString()).toMatch(/row 1\n$/);
          expect(faultIn(post)).toBeInstanceOf(Cut);
          expect(faultIn(post)).toMatchObject(typed);
        }
      },
    );

    test("stays under 4 KiB however much there is to say, and the type arrives", async () => {
      const post = await invoke("throws after", { text: "€".repeat(1_000_000) });
      const size = Object.entries(post.trailers ?? {}).reduce(
        (sum, [name, value = ""]) => sum + name.length + value.length + 4,
        2,
      );
      expect(size).toBeLessThan(4096);
      expect(faultIn(post)).toMatchObject({ name: "MalformedFault", errorType: "Cut", declared: Cut });
    });

    test("has a name that a header takes", async () => {
      expect(faultIn(await invoke("throws a bad name after"))).toMatchObject({ errorType: "Bad__Name___" });
      expect(faultIn(await invoke("throws a bad name after", url))).toMatchObject({
        errorType: "InternalFailure",
        message: "Internal failure",
      });
      expect(faultIn(await invoke("throws no name after"))).toMatchObject({ message: "m" });
    });

    test("is FunctionTimedOut before the time-out, where the deadline is guarded", async () => {
      expect(faultIn(await invoke("hangs after"))).toMatchObject({
        errorType: "FunctionTimedOut",
        status: 504,
      });
    });
  });

  test("what is thrown after the end is in the log only, and the next event is served", async () => {
    expect(readResponse(await invoke("throws after the end", url)).body).toBe("all\n");
    expect(readResponse(await invoke("writes", url)).statusCode).toBe(201);
    expect(lambda.log()).toContain('"faultwire":"Cut"');
  });
});

test("a caller of InvokeWithResponseStream gets the bytes, and then catches the fault itself", async () => {
  await using service = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      rows: {
        handler: "stream-handler.handler",
        environment: sourceEnvironment,
      },
    },
  });
  const client = new LambdaClient(service.client);
  const rows = createCaller<typeof handler>({ client, functionName: "rows", faults: Rows });
  const read: string[] = [];
  const caught = await (async () => {
    for await (const chunk of rows.stream({ does: "throws after" })) read.push(Buffer.from(chunk).toString());
  })().catch((fault) => fault);
  client.destroy();
  expect(read.join("")).toMatch(/row 1\n$/);
  expect(caught).toBeInstanceOf(Cut);
  expect(caught).toMatchObject(typed);
});
