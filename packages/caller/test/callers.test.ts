import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, fault } from "@faultwire/catalog";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

class Down extends fault("Down", { status: 503, message: "m" }) {}
const faults = defineCatalog("x", { Down });
let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { simple: "simple.handler", closed: { handler: "simple.handler", reservedConcurrency: 0 } },
    apis: { url: { type: "function-url", function: "simple" } },
  });
  client = new LambdaClient(lambda.client);
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

const call = (more: object = {}) => createCaller({ client, functionName: "simple", faults, ...more });

describe("a caller", () => {
  test("resolves with the result, and with what is known of the call", async () => {
    expect(await call()({ return: { a: 1 } })).toEqual({ a: 1 });
    expect(await call({ logTail: true }).safe({ return: 1 })).toEqual({
      ok: true,
      value: 1,
      meta: {
        statusCode: 200,
        executedVersion: "$LATEST",
        requestId: expect.any(String),
        traceId: expect.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
        logTail: expect.stringMatching(/^START/),
        durableExecutionArn: undefined,
        attempts: 1,
      },
    });
  });

  test("rejects with the fault, whose stack begins where the call was written", async () => {
    async function inTheShop() {
      return await call()({ throw: "Down" });
    }
    const thrown = (await inTheShop().catch((fault) => fault)) as Down;
    expect(thrown).toBeInstanceOf(Down);
    expect(thrown.stack?.split("\n").slice(0, 2)).toEqual([
      expect.stringMatching(/^Down: Down$/),
      expect.stringMatching(/at inTheShop .*callers\.test\.ts/),
    ]);
  });

  test("resolves with the fault in safe, and what was asked of it", async () => {
    const outcome = await call().safe({ throw: "Down" });
    expect(outcome).toMatchObject({
      ok: false,
      fault: { name: "Down", origin: { functionName: "simple" } },
      meta: { statusCode: 200, attempts: 1 },
    });
  });

  test("validates and revives with schemas of its own", async () => {
    const Input = z.object({ return: z.object({ at: z.string() }) });
    const typed = call({ input: Input, output: z.object({ at: z.coerce.date() }) });
    expect(await typed({ return: { at: "2026-01-01T00:00:00.000Z" } } as never)).toEqual({
      at: new Date("2026-01-01"),
    });
    await expect(typed({ return: 1 } as never)).rejects.toThrow(
      /^calling a function: the input does not fit its schema: return: /,
    );
    expect(await typed.safe({ return: { at: "never" } } as never)).toMatchObject({
      ok: false,
      fault: { name: "MalformedFault", execution: "finished", issues: expect.stringContaining("at: ") },
    });
  });

  test("refuses a value that is not JSON before anything is sent", async () => {
    const before = lambda.runs("simple").length;
    await expect(call()({ n: 1n })).rejects.toThrow(
      new TypeError("calling a function: the input cannot be written as JSON"),
    );
    expect(lambda.runs("simple")).toHaveLength(before);
  });

  test("takes a result that looks like an error as a result, unless `returned` is set", async () => {
    const document = { errorMessage: "m", errorType: "Down", stackTrace: [] };
    expect(await call()({ return: document })).toEqual(document);
    await expect(call({ returned: true })({ return: document })).rejects.toBeInstanceOf(Down);
  });

  test("sends one request, where the SDK would send three, and can then say that nothing ran", async () => {
    const throttled = createCaller({ client, functionName: "closed", faults, retry: false });
    expect(await throttled.safe({})).toMatchObject({
      fault: { errorType: "TooManyRequestsException", execution: "none" },
      meta: { attempts: 1 },
    });
  });

  test("states the reason of an abort, and not that the function did not run", async () => {
    const outcome = await call().safe({ sleep: 5000 }, { signal: AbortSignal.timeout(50) });
    expect(outcome).toMatchObject({
      ok: false,
      fault: {
        name: "TransportFault",
        errorType: "AbortError",
        execution: "unknown",
        cause: { name: "TimeoutError" },
      },
    });
  });

  test("says that nothing ran where nothing was sent", async () => {
    const broken = new LambdaClient({
      ...lambda.client,
      credentials: () => Promise.reject(new Error("no credentials")),
    });
    const outcome = await createCaller({ client: broken, functionName: "simple", faults }).safe({});
    expect(outcome).toMatchObject({
      fault: {
        name: "TransportFault",
        execution: "none",
        category: "configuration",
        message: "no credentials",
      },
    });
  });
});

describe("how often a default client asks", () => {
  /** A server that counts, and answers each request in the given way. */
  async function counting(answer: "500" | "429" | "reset" | "cut" | "cut error") {
    let requests = 0;
    const server = createServer((request, response) => {
      requests += 1;
      request.resume().on("end", () => {
        if (answer === "reset") response.socket?.resetAndDestroy();
        else if (answer.startsWith("cut")) {
          const mark = answer === "cut error" && { "x-amz-function-error": "Unhandled" };
          response.writeHead(200, { "content-length": 100, ...mark });
          response.write("{");
          setTimeout(() => response.socket?.resetAndDestroy(), 20);
        } else
          response
            .writeHead(Number(answer), {
              "x-amzn-errortype": answer === "429" ? "TooManyRequestsException" : "ServiceException",
            })
            .end("{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const own = new LambdaClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
    });
    const close = async () => {
      own.destroy();
      await new Promise((resolve) => server.close(resolve));
    };
    return { own, requests: () => requests, close };
  }

  test.each([
    ["500", { name: "ServiceFault", errorType: "ServiceException", execution: "unknown" }],
    ["429", { name: "ServiceFault", errorType: "TooManyRequestsException", execution: "none" }],
    ["reset", { name: "TransportFault", errorType: "ECONNRESET", execution: "unknown" }],
    ["cut", { name: "TransportFault", errorType: "ECONNRESET", execution: "finished" }],
    // A cut function error, such as that of a timeout, was taken for a result.
    ["cut error", { name: "TransportFault", errorType: "ECONNRESET", execution: "started" }],
  ] as const)("once for a %s", async (answer, expected) => {
    const { own, requests, close } = await counting(answer);
    const outcome = await createCaller({ client: own, functionName: "f", faults, retry: false }).safe({});
    expect(outcome).toMatchObject({ ok: false, fault: expected });
    expect(requests()).toBe(1);
    await close();
  });

  test("three times for a 429 by default: a refusal proves that the function did not run", async () => {
    const { own, requests, close } = await counting("429");
    const call = createCaller({ client: own, functionName: "f", faults });
    const outcome = await call.safe({});
    expect(requests()).toBe(3);
    expect(outcome).toMatchObject({ fault: { execution: "none", tried: [{}, {}] }, meta: { attempts: 3 } });
    await expect(call.event({})).rejects.toMatchObject({ execution: "none" });
    expect(requests()).toBe(6);
    await close();
  });

  test.each(["500", "reset", "cut"] as const)(
    "once for a %s by default: the function may have run",
    async (answer) => {
      const { own, requests, close } = await counting(answer);
      await createCaller({ client: own, functionName: "f", faults }).safe({});
      expect(requests()).toBe(1);
      await close();
    },
  );

  test("three times with sdkRetries, and then claims less", async () => {
    const { own, requests, close } = await counting("429");
    const outcome = await createCaller({ client: own, functionName: "f", faults, sdkRetries: true }).safe({});
    expect(requests()).toBe(3);
    expect(outcome).toMatchObject({ fault: { errorType: "TooManyRequestsException", execution: "unknown" } });
    await close();
  });
});

describe("an HTTP caller", () => {
  const http = (more: object = {}) => createHttpCaller({ url: lambda.url("url", "/"), faults, ...more });

  test("resolves with the body, and rejects with a gateway's own fault", async () => {
    // The function gets the request as its event, which has no instructions.
    expect(await http()({})).toBeNull();
    expect(await http().safe({})).toMatchObject({
      ok: true,
      meta: { statusCode: 200, requestId: expect.any(String) },
    });
  });

  test("states that nothing was sent if no server listens", async () => {
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as AddressInfo;
    gone.close();
    expect(await http({ url: `http://127.0.0.1:${port}` }).safe({})).toMatchObject({
      fault: { name: "TransportFault", errorType: "ECONNREFUSED", execution: "none" },
    });
  });
});
