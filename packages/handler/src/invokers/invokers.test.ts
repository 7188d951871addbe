import { runInNewContext } from "node:vm";
import { defineCatalog, fault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeStandard } from "@faultwire/wire";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { wrapS3Batch } from "../batch/wrap-s3-batch.ts";
import type { InvokerOptions } from "../invoker-options.ts";
import type { FaultReport } from "../report/notify-hooks.ts";
import { wrapAppSync, wrapAppSyncBatch } from "./wrap-appsync.ts";
import { wrapAppSyncEvents } from "./wrap-appsync-events.ts";
import { wrapAuthorizer } from "./wrap-authorizer.ts";
import { wrapCognito } from "./wrap-cognito.ts";
import { wrapEdge } from "./wrap-edge.ts";

class Declined extends fault("Declined", { status: 422, message: "declined" }) {}
const Orders = defineCatalog("orders", { Declined });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

type Wrap = (
  handler: () => never,
  options: InvokerOptions<typeof Orders>,
) => (event: never, context: never) => unknown;

/** The wrappers whose answer an end user reads, with an event for each. */
const PUBLIC: readonly (readonly [string, Wrap, unknown])[] = [
  ["an authorizer", wrapAuthorizer, {}],
  ["a resolver", wrapAppSync, {}],
  ["a resolver with batching", wrapAppSyncBatch, [{}]],
  [
    "a publish to AppSync Events",
    (onPublish, options) => wrapAppSyncEvents({ onPublish }, options),
    { info: { operation: "PUBLISH" }, events: [{ id: "1", payload: {} }] },
  ],
  [
    "a subscription of AppSync Events",
    (onSubscribe, options) => wrapAppSyncEvents({ onSubscribe }, options),
    { info: { operation: "SUBSCRIBE" }, events: null },
  ],
  ["a trigger of Cognito", wrapCognito, {}],
  ["an edge function", wrapEdge, { Records: [{ cf: { config: { eventType: "origin-request" } } }] }],
  [
    "an edge function behind the cache",
    wrapEdge,
    { Records: [{ cf: { config: { eventType: "viewer-response" } } }] },
  ],
];
const s3 = (handler: () => never, options: InvokerOptions<typeof Orders>) => wrapS3Batch(handler, options);
const ALL: typeof PUBLIC = [...PUBLIC, ["a job of S3", s3, { tasks: [{ taskId: "t-1" }] }]];

/** The text that an invoker gets: the returned value, or name, message and stack of the thrown error. */
async function answer(wrap: Wrap, event: unknown, thrown: unknown, more: object = {}): Promise<string> {
  const throwing = () => {
    throw thrown;
  };
  try {
    return JSON.stringify(
      await wrap(throwing, { throws: Orders, ...more })(event as never, context as never),
    );
  } catch (posted) {
    const { name, message, stack } = posted as Error;
    return JSON.stringify({ name, message, stack, logged: { ...(posted as object) } });
  }
}

let log: MockInstance<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  log.mockRestore();
});

describe.each(PUBLIC)("%s", (_name, wrap, event) => {
  const received = toFault(
    decodeStandard('{"errorType":"Down","errorMessage":"the secret of the callee","trace":["secret"]}'),
    Orders,
  );
  test.each([
    ["an undeclared error", new TypeError("secret", { cause: "secret" })],
    ["an error with members", Object.assign(new Error("secret"), { secret: "secret" })],
    ["a text", "secret"],
    ["a fault that another function sent", received],
    ["a declared fault with a cause", new Declined(undefined, { cause: new Error("secret") })],
  ])("sends nothing of %s, and the log has all of it", async (_what, thrown) => {
    expect(await answer(wrap, event, thrown)).not.toContain("secret");
    expect(log.mock.calls.flat().join()).toContain("secret");
    expect(log.mock.calls.flat().join()).toContain('"requestId":"r-1"');
  });

  test("sends a declared fault, and logs nothing", async () => {
    expect(await answer(wrap, event, new Declined())).toContain("declined");
    expect(log).not.toHaveBeenCalled();
  });
});

describe.each(ALL)("%s", (_name, wrap, event) => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const pretender = (name: string) => ({
    [Symbol.for("faultwire.fault")]: true,
    name,
    errorType: "Declined",
    get message() {
      throw new Error("m");
    },
  });
  test.each([
    ["nothing", undefined],
    ["a symbol", Symbol("s")],
    ["a revoked proxy", proxy],
    ["an object without a prototype", Object.create(null)],
    ["an error whose message is no text", Object.assign(new Error("m"), { message: 7, name: 7 })],
    ["a message of 10 MB", new Error("m".repeat(10_000_000))],
    ["what pretends to be declared", pretender("Declined")],
    ["what pretends to be the wrapper's own", pretender("HandlerFault")],
  ])("answers whatever was thrown: %s", async (_what, thrown) => {
    const sent = await answer(wrap, event, thrown);
    expect(sent).toMatch(/^[[{].*(?:message|Message|body|resultString|"error":)/);
    expect(sent.length).toBeLessThan(20_000);
  });

  test("lets the hook know", async () => {
    const heard: FaultReport[] = [];
    await answer(wrap, event, new TypeError("t"), { onFault: (report: FaultReport) => heard.push(report) });
    expect(heard).toMatchObject([{ isDeclared: false, requestId: "r-1", thrown: expect.any(TypeError) }]);
  });

  test("has two parameters", () => {
    const unreached = () => {
      throw new Error("not called");
    };
    expect(wrap(unreached, { throws: Orders }).length).toBe(2);
  });
});

test.each([
  ["wrapAppSync", wrapAppSync, {}],
  ["wrapCognito, of which the runtime logs no stack", wrapCognito, {}],
  ["wrapAuthorizer, of which it logs none either", wrapAuthorizer, { type: "TOKEN", methodArn: "arn" }],
  [
    "wrapEdge behind the cache, of which it logs none either",
    wrapEdge,
    { Records: [{ cf: { config: { eventType: "viewer-response" } } }] },
  ],
])("a fault of 5xx has a line in the log: %s", async (_, wrap, event) => {
  class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
  await answer(wrap, event, new Busy(), { throws: defineCatalog("orders", { Busy }) });
  const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(lines).toMatchObject([{ faultwire: "Busy", isLoggedByRuntime: false }]);
  expect(lines[0].error.stack.join()).toContain("invokers.test.ts");
});

test("a resolver with batching that answers too few events fails them all", async () => {
  const handler = wrapAppSyncBatch((_events: readonly unknown[]) => ["one"], { throws: Orders });
  expect(await handler([{}, {}], context)).toMatchObject([
    { errorType: "InternalFailure" },
    { errorType: "InternalFailure" },
  ]);
  expect(log.mock.calls.flat().join()).toContain("1 values for 2 events; return one for each");
});

test("an error of another realm that a resolver with batching returned was its data", async () => {
  const foreign: Error = runInNewContext('new RangeError("secret")');
  const handler = wrapAppSyncBatch((_events: readonly unknown[]) => [foreign, "two"], { throws: Orders });
  expect(await handler([{}, {}], context)).toEqual([
    expect.objectContaining({ errorType: "InternalFailure" }),
    { data: "two" },
  ]);
});

describe("an authorizer", () => {
  class SignInNeeded extends fault("SignInNeeded", { status: 401, message: "sign in" }) {}
  class NoEntry extends fault("NoEntry", { status: 403, message: "no entry" }) {}
  const throws = defineCatalog("doors", { SignInNeeded, NoEntry, Declined });
  const denial = { errorType: "NoEntry", errorMessage: "no entry" };
  const methodArn = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/orders";
  const policy = {
    principalId: "denied",
    policyDocument: {
      Version: "2012-10-17",
      Statement: [{ Action: "execute-api:Invoke", Effect: "Deny", Resource: methodArn }],
    },
    context: denial,
  };
  const http = { version: "2.0", type: "REQUEST", routeArn: methodArn };
  const run = (thrown: unknown, event: object, more: object = {}) =>
    wrapAuthorizer(() => Promise.reject(thrown), { throws, ...more })(event, context);

  test.each([
    ["a policy for a token", { type: "TOKEN", methodArn }, {}, policy],
    ["a policy for a request of an HTTP API", http, {}, policy],
    ["a policy without simple responses", http, { simpleResponses: false }, policy],
    ["a simple response", http, { simpleResponses: true }, { isAuthorized: false, context: denial }],
    [
      "AppSync's form",
      { authorizationToken: "t", requestContext: { apiId: "a" } },
      {},
      { isAuthorized: false },
    ],
  ])("refuses with a declared 403 as %s", async (_form, event, more, expected) => {
    expect(await run(new NoEntry(), event, more)).toEqual(expected);
  });

  test.each([
    ["a 401", new SignInNeeded(), { name: "Error", message: "Unauthorized" }],
    ["another status", new Declined(), { name: "Declined", message: "Declined: declined" }],
    [
      "a 403 without an event of an authorizer",
      new NoEntry(),
      { name: "NoEntry", message: "NoEntry: no entry" },
    ],
    ["an undeclared error", new Error("Unauthorized"), { message: "InternalFailure: Internal failure" }],
  ])("throws for %s", async (_what, thrown, expected) => {
    const event = thrown instanceof NoEntry ? {} : { type: "TOKEN", methodArn };
    await expect(run(thrown, event)).rejects.toMatchObject(expected);
  });
});

test("an error at a viewer-response, which CloudFront takes no response for, is thrown", async () => {
  const wrapped = wrapEdge(() => Promise.reject(new Declined()), { throws: Orders });
  const at = (eventType: string) => wrapped({ Records: [{ cf: { config: { eventType } } }] }, context);
  expect(await at("viewer-request")).toMatchObject({ status: "422" });
  await expect(at("viewer-response")).rejects.toMatchObject({ name: "Declined" });
});
