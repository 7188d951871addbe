import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, fault, ServiceFault, TransportFault } from "@faultwire/catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answer,
  type Behaviour,
  cut,
  type MisbehavingService,
  misbehavingService,
  refuse,
  reset,
} from "../misbehaving-service.ts";

class Down extends fault("Down", { status: 503, message: "m" }) {}
const faults = defineCatalog("x", { Down });
let service: MisbehavingService;

beforeAll(async () => {
  service = await misbehavingService();
});
afterAll(() => service[Symbol.asyncDispose]());

const html: Behaviour = (response) => response.writeHead(502, {}).end("<html>502</html>");

/** A failure of a request, the fault that it becomes, and the fault's `execution`. */
const failures: readonly (readonly [string, Behaviour, string, string])[] = [
  ["is reset", reset, "ECONNRESET", "unknown"],
  ["is cut after the head", cut, "ECONNRESET", "finished"],
  [
    "is throttled",
    refuse(429, "TooManyRequestsException", { Reason: "CallerRateLimitExceeded" }),
    "TooManyRequestsException",
    "none",
  ],
  ["fails inside the service", refuse(500, "ServiceException"), "ServiceException", "unknown"],
  ["cannot be set up", refuse(502, "EC2ThrottledException"), "EC2ThrottledException", "none"],
  [
    "meets a function that is not there",
    refuse(404, "ResourceNotFoundException"),
    "ResourceNotFoundException",
    "none",
  ],
  ["meets a load balancer", html, "SyntaxError", "unknown"],
  ["is refused without a name", (response) => response.writeHead(500).end("{}"), "Unknown", "unknown"],
  [
    "comes back as a function error",
    answer('{"errorType":"Down","errorMessage":"m"}', { "x-amz-function-error": "Unhandled" }),
    "Down",
    "started",
  ],
];

/* Run once with the newest SDK and once with the oldest that callers support. */

describe("a default client sends one request where it", () => {
  test.each(failures)("%s", async (_what, behaviour, errorType, execution) => {
    service.behave(behaviour);
    const client = new LambdaClient(service.client);
    const outcome = await createCaller({ client, functionName: "f", faults, retry: false }).safe({});
    client.destroy();
    expect(outcome).toMatchObject({ ok: false, fault: { errorType, execution }, meta: { attempts: 1 } });
    expect(service.requests).toHaveLength(1);
  });

  test("is aborted, and the fault has the reason", async () => {
    const given = new AbortController();
    service.behave(() => given.abort(new DOMException("too late", "TimeoutError")));
    const client = new LambdaClient(service.client);
    const call = createCaller({ client, functionName: "f", faults, retry: false });
    const outcome = await call.safe({}, { signal: given.signal });
    client.destroy();
    expect(outcome).toMatchObject({
      fault: {
        name: "TransportFault",
        errorType: "AbortError",
        execution: "unknown",
        cause: { name: "TimeoutError" },
      },
    });
    expect(service.requests).toHaveLength(1);
  });

  test("succeeds", async () => {
    service.behave(answer('{"a":1}'));
    const client = new LambdaClient(service.client);
    expect(await createCaller({ client, functionName: "f", faults, retry: false })({})).toEqual({ a: 1 });
    client.destroy();
    expect(service.requests).toHaveLength(1);
  });
});

describe("whatever the client is made of, each attempt is one request, and the fault is the same", () => {
  const restless = {
    acquireInitialRetryToken: async () => ({ getRetryCount: () => 0, getRetryDelay: () => 0 }),
    refreshRetryTokenForRetry: async () => ({ getRetryCount: () => 1, getRetryDelay: () => 0 }),
    recordSuccess: () => undefined,
  };
  const old = { retry: async (next: (args: unknown) => unknown, args: unknown) => next(args) };
  const clients: readonly (readonly [string, object])[] = [
    ["adaptive retries", { retryMode: "adaptive" }],
    ["many attempts", { maxAttempts: 10 }],
    ["a retry strategy that never gives up", { retryStrategy: restless }],
    ["a retry strategy of the old kind", { retryStrategy: old }],
  ];
  test.each(clients)("%s", async (_what, config) => {
    service.behave(reset, refuse(404, "ResourceNotFoundException"));
    const client = new LambdaClient({ ...service.client, ...config });
    const call = createCaller({ client, functionName: "f", faults, retry: false });
    expect(await call.safe({})).toMatchObject({ fault: { errorType: "ECONNRESET", execution: "unknown" } });
    expect(service.requests).toHaveLength(1);
    expect(await call.safe({})).toMatchObject({
      fault: { errorType: "ResourceNotFoundException", execution: "none" },
    });
    expect(service.requests).toHaveLength(2);
  });

  test("and middleware of one's own, which sees how the request ended", async () => {
    service.behave(refuse(429, "TooManyRequestsException"), answer("7"));
    const client = new LambdaClient(service.client);
    const seen: unknown[] = [];
    client.middlewareStack.add(
      (next) => async (args) => {
        try {
          const answered = await next(args);
          // As tracers do, without asking whether there was one.
          seen.push((answered.response as { statusCode: number }).statusCode);
          return answered;
        } catch (failure) {
          seen.push((failure as Error).name);
          throw failure;
        }
      },
      { step: "initialize", name: "tracer" },
    );
    const call = createCaller({ client, functionName: "f", faults, retry: false });
    expect(await call.safe({})).toMatchObject({
      fault: { errorType: "TooManyRequestsException", execution: "none" },
    });
    expect(await call({})).toBe(7);
    expect(seen).toEqual(["TooManyRequestsException", 200]);
  });
});

describe("a request that never left", () => {
  test("is known not to have run the function", async () => {
    const away = await misbehavingService();
    await away[Symbol.asyncDispose]();
    const client = new LambdaClient(away.client);
    const outcome = await createCaller({ client, functionName: "f", faults, retry: false }).safe({});
    expect(outcome).toMatchObject({
      fault: { errorType: "ECONNREFUSED", execution: "none", retryable: true },
    });
  });

  test("if it was aborted before, or could not be signed", async () => {
    service.behave(answer("1"));
    const client = new LambdaClient(service.client);
    const aborted = await createCaller({ client, functionName: "f", faults, retry: false }).safe(
      {},
      { signal: AbortSignal.abort() },
    );
    expect(aborted).toMatchObject({ fault: { errorType: "AbortError", execution: "none" } });
    const credentials = () => Promise.reject(new Error("no credentials"));
    const nobody = new LambdaClient({ ...service.client, credentials });
    const unsigned = await createCaller({ client: nobody, functionName: "f", faults }).safe({});
    expect(unsigned).toMatchObject({
      fault: { name: "TransportFault", execution: "none", category: "configuration" },
    });
    expect(service.requests).toHaveLength(0);
  });
});

describe("sdkRetries leaves the SDK's loop on", () => {
  test("and then one refusal proves nothing of the requests before it", async () => {
    const client = new LambdaClient(service.client);
    const call = createCaller({ client, functionName: "f", faults, sdkRetries: true });
    service.behave(reset, refuse(404, "ResourceNotFoundException"));
    const hidden = await call.safe({});
    expect(service.requests).toHaveLength(2);
    expect(hidden).toMatchObject({ fault: { errorType: "ResourceNotFoundException", execution: "unknown" } });
    service.behave(refuse(404, "ResourceNotFoundException"));
    expect(await call.safe({})).toMatchObject({ fault: { execution: "none" } });
    client.destroy();
  });
});

test("a fault of the service has its status, side, reason and wait", async () => {
  service.behave(
    refuse(
      429,
      "TooManyRequestsException",
      { Reason: "ReservedFunctionConcurrentInvocationLimitExceeded" },
      { "retry-after": "3" },
    ),
    refuse(502, "EC2UnexpectedException", { EC2ErrorCode: "VpcLimitExceeded" }),
    // The SDK has no member for the header of this one.
    refuse(503, "ServiceUnavailable", {}, { "retry-after": "4" }),
  );
  const client = new LambdaClient(service.client);
  const call = createCaller({ client, functionName: "f", faults, retry: false });
  const throttled = (await call({}).catch((thrown) => thrown)) as ServiceFault;
  expect(throttled).toBeInstanceOf(ServiceFault);
  expect(throttled).toMatchObject({
    status: 429,
    side: "client",
    reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    retryAfter: 3,
    origin: { requestId: "r-1", functionName: "f" },
  });
  expect(await call({}).catch((thrown) => thrown)).toMatchObject({
    side: "server",
    ec2ErrorCode: "VpcLimitExceeded",
  });
  expect(await call({}).catch((thrown) => thrown)).toMatchObject({ status: 503, retryAfter: 4 });
  client.destroy();
});

test("TransportFault keeps what was thrown as its cause", async () => {
  service.behave(reset);
  const client = new LambdaClient(service.client);
  const thrown = await createCaller({ client, functionName: "f", faults, retry: false })({}).catch(
    (fault: unknown) => fault,
  );
  expect(thrown).toBeInstanceOf(TransportFault);
  expect(thrown).toMatchObject({ cause: { code: "ECONNRESET" } });
  client.destroy();
});
