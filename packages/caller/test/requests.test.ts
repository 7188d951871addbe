import { LambdaClient } from "@aws-sdk/client-lambda";
import { clientConfig, createCaller, type LambdaCallOptions } from "@faultwire/caller/lambda";
import { defineCatalog, fault } from "@faultwire/catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import {
  answer,
  hang,
  type MisbehavingService,
  misbehavingService,
  refuse,
  reset,
} from "./misbehaving-service.ts";

class Down extends fault("Down", { status: 503, message: "m" }) {}
const faults = defineCatalog("x", { Down });
let service: MisbehavingService;
let client: LambdaClient;

beforeAll(async () => {
  service = await misbehavingService();
  client = new LambdaClient(service.client);
});
afterAll(async () => {
  client.destroy();
  await service[Symbol.asyncDispose]();
});

const call = (more: object = {}) => createCaller({ client, functionName: "f", faults, ...more });

describe("what a request carries", () => {
  test("is what the call was given", async () => {
    service.behave(answer("1"));
    await call({ functionName: "f:live", qualifier: "live", logTail: true })(
      { a: 1 },
      { clientContext: { custom: { user: "ü" } }, tenantId: "t 1", durableExecutionName: "order-1" },
    );
    const [request] = service.requests;
    expect(request?.url).toBe("/2015-03-31/functions/f%3Alive/invocations?Qualifier=live");
    expect(request?.headers).toMatchObject({
      "x-amz-log-type": "Tail",
      "x-amz-tenant-id": "t 1",
      "x-amz-durable-execution-name": "order-1",
    });
    const context = Buffer.from(String(request?.headers["x-amz-client-context"]), "base64").toString();
    expect(JSON.parse(context)).toEqual({ custom: { user: "ü" } });
  });

  test("is an event if asynchronous, and resolves once it was accepted", async () => {
    service.behave(answer("", {}, 202));
    expect(await call().event({ a: 1 })).toMatchObject({ statusCode: 202, requestId: "r-1", attempts: 1 });
    expect(service.requests[0]?.headers["x-amz-invocation-type"]).toBe("Event");
    service.behave(refuse(429, "TooManyRequestsException"));
    expect((await call({ retry: false }).safe({})).meta).toMatchObject({ statusCode: 429, requestId: "r-1" });
    const aborted = await call().safe({}, { signal: AbortSignal.abort() });
    expect(aborted).toMatchObject({ fault: { origin: { functionName: "f" } } });
    await expect(call().event({ a: 1 })).rejects.toMatchObject({ name: "ServiceFault", execution: "none" });
  });

  test("has no result to validate if asynchronous", async () => {
    const output = z.object({ orderId: z.string() });
    const caller = createCaller({ client, functionName: "f", faults, output });
    service.behave(answer("", {}, 202), answer("", {}, 204));
    expect(await caller.event({})).toMatchObject({ statusCode: 202 });
    expect(await caller.dryRun({})).toMatchObject({ statusCode: 204 });
  });

  test("is a question where nothing runs", async () => {
    service.behave(answer("", {}, 204));
    expect(await call().dryRun()).toMatchObject({ statusCode: 204 });
    expect(service.requests[0]?.headers["x-amz-invocation-type"]).toBe("DryRun");
    service.behave(refuse(403, "AccessDeniedException"));
    await expect(call().dryRun()).rejects.toMatchObject({ name: "ServiceFault", category: "caller" });
  });
});

describe("what the service would refuse or ignore is a TypeError, and nothing is sent", () => {
  const long = "x".repeat(65);
  test.each([
    [
      "bad name",
      `createCaller(): functionName is a name of at most 64 characters or an ARN; it is "bad name"`,
    ],
    ["", `createCaller(): functionName is a name of at most 64 characters or an ARN; it is ""`],
    [
      `arn:aws:lambda:us-west-2:123456789012:function:f:${"x".repeat(208)}`,
      `createCaller(): functionName is a name of at most 64 characters or an ARN; it is "arn:aws:lambda:us-west-2:123456789012:function:f:${"x".repeat(208)}"`,
    ],
    [long, `createCaller(): functionName is a name of at most 64 characters or an ARN; it is "${long}"`],
  ])("functionName %j", (functionName, message) => {
    expect(() => call({ functionName })).toThrow(new TypeError(message));
  });

  test.each([
    "my-function",
    "my_function.v1",
    "my-function:1",
    "my-function:$LATEST",
    "my-function:$LATEST.PUBLISHED",
    "123456789012:function:my-function",
    "arn:aws:lambda:us-west-2:123456789012:function:my-function",
    "x".repeat(64),
    `arn:aws:lambda:us-west-2:123456789012:function:f:${"x".repeat(207)}`,
    "arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:my-function:prod",
  ])("but %s is a name", (functionName) => {
    expect(() => call({ functionName })).not.toThrow();
  });

  test("a qualifier of another form", () => {
    expect(() => call({ qualifier: "a b" })).toThrow(
      /^createCaller\(\): qualifier is a version or an alias; it is "a b"$/,
    );
  });

  test.each<[string, (caller: ReturnType<typeof call>) => Promise<unknown>, string]>([
    [
      "an input above 6 MB",
      (caller) => caller("x".repeat(6_291_455)),
      "calling f: the input of an invocation has at most 6291456 bytes; it has 6291457",
    ],
    [
      "in characters of three bytes",
      (caller) => caller("€".repeat(2_097_152)),
      "calling f: the input of an invocation has at most 6291456 bytes; it has 6291458",
    ],
    [
      "an event above 1 MB",
      (caller) => caller.event("x".repeat(1_048_575)),
      "calling f: the input of an asynchronous invocation has at most 1048576 bytes; it has 1048577",
    ],
    [
      "too large a context",
      (caller) => caller(1, { clientContext: { a: "x".repeat(2700) } }),
      "calling f: clientContext has at most 3583 bytes in base64; it has 3612",
    ],
    [
      "an odd tenant",
      (caller) => caller(1, { tenantId: "a,b" }),
      'calling f: tenantId "a,b" is not one that Lambda accepts',
    ],
    [
      "an odd execution",
      (caller) => caller(1, { durableExecutionName: "a b" }),
      'calling f: durableExecutionName is 1 to 64 letters, digits, - and _; it is "a b"',
    ],
    [
      "a context of an event",
      (caller) => caller.event(1, { clientContext: {} } as LambdaCallOptions),
      "calling f: an asynchronous invocation ignores clientContext; put it into the input",
    ],
  ])("%s", async (_what, use, message) => {
    service.behave(answer("1"));
    await expect(use(call())).rejects.toThrow(new TypeError(message));
    expect(service.requests).toHaveLength(0);
  });

  test("the log of an event", async () => {
    await expect(call({ logTail: true }).event(1)).rejects.toThrow(
      new TypeError("calling f: an asynchronous invocation has no logTail; make a caller without it"),
    );
  });

  test("and the largest of all is sent", async () => {
    service.behave(answer("1"));
    expect(await call()("x".repeat(6_291_454))).toBe(1);
  });
});

describe("a result", () => {
  test("of AWS's emulator that is a time-out is a fault with `returned`, and a text of the function is a result", async () => {
    const timedOut = "2026-11-22T09:00:00.000Z 7db0b12d Task timed out after 3.01 seconds";
    service.behave(answer(timedOut));
    expect(await call({ returned: true }).safe({})).toMatchObject({
      ok: false,
      fault: {
        name: "RuntimeFault",
        errorType: "Sandbox.Timedout",
        origin: { wire: "document", requestId: "r-1" },
      },
      meta: { statusCode: 200 },
    });
    expect(await call().safe({})).toMatchObject({ fault: { name: "MalformedFault", execution: "finished" } });
    for (const text of [`"${timedOut}"`, `{"a":"${timedOut}"}`]) {
      service.behave(answer(text));
      expect(await call({ returned: true })({})).toEqual(JSON.parse(text));
    }
  });

  test("of a client that has bodies as blobs is read, and one without metadata counts as one request", async () => {
    const foreign = { send: async () => ({ StatusCode: 200, Payload: new Blob(['{"a":1}']) }) };
    expect(await call({ client: foreign }).safe({})).toMatchObject({
      ok: true,
      value: { a: 1 },
      meta: { statusCode: 200, requestId: undefined, attempts: 1 },
    });
  });

  test.each<[string, unknown]>([
    ["undefined", undefined],
    [
      "an output whose payload throws when it is read",
      {
        get Payload() {
          throw new Error("no payload");
        },
      },
    ],
  ])(
    "of a client that is not the SDK's is a fault that claims nothing of the function: %s",
    async (_, output) => {
      const outcome = await call({ client: { send: async () => output } }).safe({});
      expect(outcome).toMatchObject({
        ok: false,
        fault: {
          ...{ name: "MalformedFault", message: "The output cannot be read", execution: "unknown" },
          issues: "the client did not resolve with the output of an Invoke command",
          cause: expect.any(Error),
        },
        meta: { attempts: 1 },
      });
      expect(!outcome.ok && outcome.fault.origin).toEqual({ wire: "transport", payload: output });
    },
  );

  test("is undefined where the function returned nothing", async () => {
    service.behave(answer(""));
    expect(await call()({})).toBeUndefined();
    service.behave(answer("null"));
    expect(await call()({})).toBeNull();
  });
});

describe("retry", () => {
  const busy = refuse(503, "ServiceUnavailable");

  test("sends one request per attempt, and only where a second run does no harm", async () => {
    service.behave(reset, busy, answer("1"));
    const outcome = await call({ retry: { attempts: 3, idempotent: true } }).safe({});
    expect(outcome).toMatchObject({ ok: true, value: 1, meta: { attempts: 3 } });
    expect(service.requests).toHaveLength(3);
    service.behave(reset);
    expect(await call({ retry: { attempts: 3 } }).safe({})).toMatchObject({
      fault: { errorType: "ECONNRESET" },
    });
    expect(service.requests).toHaveLength(1);
  });

  test("has what was tried on the fault, and of all of it whether the function ran", async () => {
    service.behave(reset, refuse(404, "ResourceNotFoundException"));
    const outcome = await call({ retry: { attempts: 3, idempotent: true } }).safe({});
    expect(outcome).toMatchObject({
      fault: {
        errorType: "ResourceNotFoundException",
        execution: "unknown",
        tried: [{ errorType: "ECONNRESET" }],
      },
      meta: { attempts: 2 },
    });
  });

  test("takes the name of a durable execution for a promise", async () => {
    service.behave(reset, answer("1"));
    const options = { durableExecutionName: "order-1" };
    expect(await call({ retry: { attempts: 2 } }).safe({}, options)).toMatchObject({
      ok: true,
      meta: { attempts: 2 },
    });
  });

  test("ends with its budget, whatever an attempt is waiting for", async () => {
    service.behave(hang);
    const outcome = await call({ retry: { attempts: 9, budget: 100, idempotent: true } }).safe({});
    expect(outcome).toMatchObject({ fault: { errorType: "AbortError", cause: { name: "TimeoutError" } } });
    expect(service.requests).toHaveLength(1);
  });
});

describe("clientConfig", () => {
  test("waits longer than the function may run, and not for ever", async () => {
    const config = clientConfig({ functionTimeout: 60 });
    expect(config.requestHandler).toMatchObject({
      requestTimeout: 70_000,
      throwOnRequestTimeout: true,
      httpsAgent: { keepAlive: true },
    });
    expect(clientConfig({ functionTimeout: 900 }).requestHandler.requestTimeout).toBe(910_000);
    for (const functionTimeout of [0, -1, Number.NaN])
      expect(() => clientConfig({ functionTimeout })).toThrow(TypeError);
    expect(() => clientConfig({ functionTimeout: 901 })).toThrow(
      new TypeError("clientConfig(): functionTimeout is a number of seconds up to 900; it is 901"),
    );
  });

  test("makes a client whose wait ends in a TransportFault", async () => {
    const { requestHandler } = clientConfig({ functionTimeout: 1 });
    const impatient = new LambdaClient({
      ...service.client,
      requestHandler: { ...requestHandler, requestTimeout: 100 },
    });
    service.behave(hang);
    const outcome = await createCaller({ client: impatient, functionName: "f", faults }).safe({});
    impatient.destroy();
    expect(outcome).toMatchObject({
      fault: { name: "TransportFault", execution: "unknown", retryable: true },
    });
    expect(service.requests).toHaveLength(1);
  });
});
