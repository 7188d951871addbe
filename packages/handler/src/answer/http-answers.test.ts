import { defineCatalog, fault } from "@faultwire/catalog";
import { problemDetails, restJson1 } from "@faultwire/wire";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { z } from "zod";
import { wrapBatch } from "../batch/wrap-batch.ts";
import { wrapAppSync } from "../invokers/wrap-appsync.ts";
import { wrapHandler } from "../wrap-handler.ts";

class Unpaid extends fault("Unpaid", {
  status: 402,
  details: z.object({ amount: z.number() }),
  message: "unpaid",
}) {}
class Unknown extends fault("WhoAreYou", { status: 401, message: "who are you?" }) {}
const throws = defineCatalog("shop", { Unpaid, WhoAreYou: Unknown });

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = {
  version: "2.0",
  requestContext: { http: { method: "GET" } },
  headers: { origin: "https://shop.example" },
};
const webSocket = (eventType: string) => ({
  requestContext: { connectionId: "c=", eventType, routeKey: "$default" },
  body: '{"a":1}',
});

interface Response {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const answer = (thrown: unknown, event: unknown, more: object = {}): Promise<Response> =>
  wrapHandler(() => Promise.reject(thrown), { throws, ...more })(event as never, context) as never;

let log: MockInstance<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => log.mockRestore());

describe("the body option", () => {
  test.each([
    [problemDetails(), { title: "Unpaid", status: 402, detail: "unpaid", details: { amount: 3 } }],
    [restJson1, { __type: "Unpaid", message: "unpaid", amount: 3 }],
  ])("writes the body as %s", async (body, expected) => {
    const response = await answer(new Unpaid({ amount: 3 }), http, { body });
    expect(response.headers).toMatchObject({
      "Content-Type": body.contentType,
      "X-Amzn-ErrorType": "Unpaid",
    });
    expect(JSON.parse(response.body)).toMatchObject(expected);
  });

  test("may be one's own, and one that throws does not keep the answer from the client", async () => {
    const own = { contentType: "text/x-shop", encode: () => ({ mine: true }) };
    expect(await answer(new Unpaid({ amount: 3 }), http, { body: own })).toMatchObject({
      headers: { "Content-Type": "text/x-shop" },
      body: '{"mine":true}',
    });
    const broken = {
      contentType: "text/x-shop",
      encode: () => {
        throw new Error("the format's own");
      },
    };
    // A format may be there to leave details out.
    const response = await answer(new Unpaid({ amount: 3 }), http, { body: broken });
    expect(response).toMatchObject({ statusCode: 402, headers: { "Content-Type": "application/json" } });
    expect(JSON.parse(response.body)).toEqual({ errorType: "Unpaid", message: "unpaid", requestId: "r-1" });
    expect(log.mock.calls.flat().join()).toContain("the format's own");
  });
});

describe("the headers option", () => {
  const headers = (event: { headers?: { origin?: string } }) => ({
    "access-control-allow-origin": event.headers?.origin ?? "null",
    "X-Shop": "event",
  });

  test("puts headers on every error, the fault's own over them, and lets a page read what CORS hides", async () => {
    const fault = new Unpaid({ amount: 3 }, { headers: { "x-shop": "fault" } });
    expect((await answer(fault, http, { headers })).headers).toEqual({
      "access-control-allow-origin": "https://shop.example",
      "x-shop": "fault",
      "Content-Type": "application/json",
      "X-Amzn-ErrorType": "Unpaid",
      "Access-Control-Expose-Headers": "X-Amzn-ErrorType, Retry-After, x-amzn-RequestId, apigw-requestid",
    });
    const concealed = await answer(new Error("secret"), http, { headers });
    expect(concealed.headers).toHaveProperty("access-control-allow-origin");
  });

  test("puts them on a result that output makes a response of, with one content type", async () => {
    const given = () => ({ "Access-Control-Allow-Origin": "*", "content-type": "text/html" });
    const wrapped = wrapHandler(() => ({ a: 1 }), {
      throws,
      output: z.object({ a: z.number() }),
      headers: given,
    });
    expect(await wrapped(http as never, context)).toEqual({
      statusCode: 200,
      headers: { "Access-Control-Allow-Origin": "*", "Content-Type": "application/json" },
      body: '{"a":1}',
    });
  });

  test("is not asked on a direct call, and one that throws costs the headers only", async () => {
    const broken = vi.fn(() => {
      throw new Error("no headers");
    });
    await expect(answer(new Unpaid({ amount: 3 }), {}, { headers: broken })).rejects.toThrow("unpaid");
    expect(broken).not.toHaveBeenCalled();
    expect(await answer(new Unpaid({ amount: 3 }), http, { headers: broken })).toMatchObject({
      statusCode: 402,
    });
    expect(log.mock.calls.flat().join()).toContain("no headers");
  });
});

test("a fault whose details cannot be read is answered without them", async () => {
  const fault = Object.defineProperty(new Unpaid({ amount: 3 }), "details", {
    get: () => {
      throw new Error("no details");
    },
  });
  const response = await answer(fault, http);
  expect(response.statusCode).toBe(402);
  expect(JSON.parse(response.body)).toEqual({ errorType: "Unpaid", message: "unpaid", requestId: "r-1" });
});

test("a 401 names a scheme", async () => {
  expect((await answer(new Unknown(), http)).headers).toMatchObject({ "WWW-Authenticate": "Bearer" });
});

describe("a WebSocket API", () => {
  test("gets a frame that says all, for the client of the message", async () => {
    const response = await answer(new Unpaid({ amount: 3 }, { retryAfter: 5 }), webSocket("MESSAGE"));
    expect(response).toEqual({ statusCode: 200, body: expect.any(String) });
    expect(JSON.parse(response.body)).toEqual({
      errorType: "Unpaid",
      message: "unpaid",
      details: { amount: 3 },
      requestId: "r-1",
      status: 402,
      retryAfter: 5,
    });
  });

  test("gets a status for a handshake, which refuses it", async () => {
    expect(await answer(new Unknown(), webSocket("CONNECT"))).toMatchObject({ statusCode: 401 });
  });

  test("gives the JSON of a message to input, and conceals what is not declared", async () => {
    const input = z.object({ a: z.number() });
    const wrapped = wrapHandler(({ a }: { a: number }) => Promise.reject(new Error(`secret ${a}`)), {
      throws,
      input,
    });
    const response = (await wrapped(webSocket("MESSAGE") as never, context)) as Response;
    expect(response.body).toContain("InternalFailure");
    expect(response.body).not.toContain("secret");
    expect(log.mock.calls.flat().join()).toContain("secret 1");
  });
});

test.each(["rest", "http", "alb", "alb-multi-value", "websocket", "websocket-connect"] as const)(
  "wire: %s answers so whatever the event looks like",
  async (wire) => {
    const response = await answer(new Unpaid({ amount: 3 }), { any: "thing" }, { wire });
    expect(response.statusCode).toBe(wire === "websocket" ? 200 : 402);
    expect("isBase64Encoded" in response).toBe(wire.startsWith("alb"));
    expect("multiValueHeaders" in response).toBe(wire === "alb-multi-value");
  },
);

describe("an undeclared error where a service shows it to an end user", () => {
  test.each<[string, unknown]>([
    ["AppSync", { arguments: {}, info: { fieldName: "order" } }],
    ["Cognito", { triggerSource: "PreSignUp_SignUp", userPoolId: "p" }],
    ["an authorizer", { type: "TOKEN", authorizationToken: "t", methodArn: "arn" }],
    ["Lambda@Edge", { Records: [{ cf: { request: {} } }] }],
  ])("%s: is concealed, and declared faults are not", async (_, event) => {
    const posted = await answer(new RangeError("secret"), event).catch((error) => error);
    expect(posted).toMatchObject({ name: "InternalFailure", message: "Internal failure" });
    expect(posted.stack).not.toMatch(/secret|RangeError|http-answers/);
    const declared = await answer(new Unpaid({ amount: 3 }), event).catch((error) => error);
    expect(declared).toBeInstanceOf(Unpaid);
  });
});

describe("redact", () => {
  class Refused extends fault("Refused", {
    details: z.object({ card: z.string() }),
    message: "refused",
  }) {}
  const faults = defineCatalog("shop", { Refused });
  const redact = (details: unknown) => ({ ...(details as object), card: "*" });
  const refused = () => new Refused({ card: "4111" }, { cause: new Refused({ card: "4222" }) });

  test.each([
    ["HTTP", http, {}],
    ["a direct call", {}, {}],
    ["the document wire", {}, { wire: "document" }],
    ["the custom wire", {}, { wire: "custom" }],
  ])("keeps details from %s and from the log, those of causes too", async (_, event, more) => {
    const answered = await answer(refused(), event, { throws: faults, redact, ...more }).catch(
      (error) => error,
    );
    const seen =
      JSON.stringify([answered, answered.message, answered.stack, answered.details]) +
      log.mock.calls.flat().join();
    expect(seen).toContain("*");
    expect(seen).not.toMatch(/4111|4222/);
  });

  test("holds for the other invokers too", async () => {
    const resolver = wrapAppSync(() => Promise.reject(refused()), { throws: faults, redact });
    const batch = wrapBatch(() => Promise.reject(refused()), { throws: faults, redact });
    const sqs = { Records: [{ messageId: "m-1", body: "{}", eventSource: "aws:sqs", attributes: {} }] };
    const answered = [
      await resolver({ arguments: {}, info: { fieldName: "a" } } as never, context),
      await batch(sqs as never, context),
    ];
    const seen = JSON.stringify(answered) + log.mock.calls.flat().join();
    expect(seen).toContain("*");
    expect(seen).not.toMatch(/4111|4222/);
    expect(log.mock.calls.flat().join()).toContain("m-1");
  });

  test("that fails, or makes something that is not JSON, leaves the details out and nothing else", async () => {
    const broken = () => {
      throw new Error("cannot redact");
    };
    for (const redact of [broken, () => 1n, () => undefined]) {
      const response = await answer(refused(), http, { throws: faults, redact });
      expect(JSON.parse(response.body)).toEqual({
        errorType: "Refused",
        message: "refused",
        requestId: "r-1",
      });
    }
    expect(log.mock.calls.flat().join()).toContain("cannot redact");
    expect(log.mock.calls.flat().join()).not.toMatch(/4111|4222/);
  });
});
