import { afterAll, beforeAll, describe, expect, test } from "vitest";
import recorded from "../../../cases/gateway-responses.json" with { type: "json" };
import { type GatewayResponseType, type Local, local } from "../src/index.ts";

let lambda: Local;

const refused = Object.fromEntries(
  recorded.map(({ responseType }) => [
    `GET /refused/${responseType}`,
    { gatewayResponse: responseType as GatewayResponseType },
  ]),
);
const routes = {
  ...refused,
  "POST /scripted": "scripted",
  "POST /slow": { function: "scripted", timeoutMs: 500 },
  "POST /closed": "closed",
  "POST /custom": { function: "scripted", responses: [{ statusCode: 400, selectionPattern: "never" }] },
};

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      scripted: "scripted.handler",
      closed: { handler: "scripted.handler", reservedConcurrency: 0 },
    },
    apis: {
      plain: { type: "rest", routes },
      named: {
        type: "rest",
        routes,
        gatewayResponses: {
          INTEGRATION_FAILURE: { headers: { "Access-Control-Allow-Origin": "'*'" } },
          INTEGRATION_TIMEOUT: { statusCode: 408, template: '{"type":"$context.error.responseType"}' },
          MISSING_AUTHENTICATION_TOKEN: {
            statusCode: 404,
            headers: {
              "X-Asked": "method.request.querystring.q",
              "X-Path": "context.path",
              "X-None": "method.request.header.none",
            },
            template:
              '{"code":"NotFound","text":$context.error.messageString,"id":"$context.requestId","ip":"$context.identity.sourceIp"}',
          },
          THROTTLED: {
            headers: { "Retry-After": "'7'", "Content-Type": "'text/plain'" },
            template: "$context.error.message",
          },
          REQUEST_TOO_LARGE: { statusCode: 400 },
          // The template of every response as API Gateway's API shows it.
          UNAUTHORIZED: { template: '{"message":$context.error.messageString}' },
        },
      },
      defaults: {
        type: "rest",
        routes,
        gatewayResponses: {
          DEFAULT_4XX: { statusCode: 418 },
          DEFAULT_5XX: { statusCode: 599, template: '{"status":"down"}' },
          THROTTLED: { headers: { "Retry-After": "'7'" } },
        },
      },
    },
  });
});

afterAll(() => lambda[Symbol.asyncDispose]());

const post = (api: string, path: string, body: unknown) =>
  fetch(lambda.url(api, path), { method: "POST", body: JSON.stringify(body) });

/** Statuses that are recorded otherwise than documented, and bodies whose text the cause decides. */
const STATUS: Readonly<Record<string, number>> = {
  INTEGRATION_FAILURE: 502,
  DEFAULT_4XX: 400,
  DEFAULT_5XX: 500,
};
const EXECUTION = /^(?:API_CONFIGURATION_ERROR|BAD_REQUEST_.*|DEFAULT_.*|INTEGRATION_.*)$/;

describe("every gateway response has the recorded status, type and body", () => {
  test.each(recorded.map((each) => [each.responseType, each] as const))("%s", async (type, each) => {
    const response = await fetch(lambda.url("plain", `/refused/${type}`));
    expect(response.status).toBe(STATUS[type] ?? each.defaultStatus);
    expect(response.headers.get("content-type")).toBe("application/json");
    const errorType = type === "DEFAULT_4XX" ? "BadRequestException" : each.errorType;
    expect(response.headers.get("x-amzn-errortype")).toBe(errorType);
    expect(response.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.headers.get("retry-after")).toBeNull();
    const message = type === "DEFAULT_4XX" ? "Bad Request" : (each.message?.replace("<names>", "") ?? null);
    const space = EXECUTION.test(type) ? " " : "";
    expect(await response.text()).toBe(`{"${each.messageKey}":${space}${JSON.stringify(message)}}`);
  });

  test.each([
    [
      "a function that throws",
      "/scripted",
      { throw: { message: "x" } },
      502,
      '{"message": "Internal server error"}',
    ],
    ["a malformed output", "/scripted", { return: "text" }, 502, '{"message": "Internal server error"}'],
    ["an invocation that is refused", "/closed", {}, 500, '{"message": "Internal server error"}'],
    ["a slow integration", "/slow", { sleep: 10_000 }, 504, '{"message": "Endpoint request timed out"}'],
    ["no response that matches", "/custom", { return: 1 }, 500, '{"message": "Internal server error"}'],
    ["an unknown route", "/nope", {}, 403, '{"message":"Missing Authentication Token"}'],
    ["a body over 10 MB", "/scripted", "x".repeat(10_485_760), 413, '{"message":"Request Too Long"}'],
  ])("%s is answered by its gateway response", async (_, path, body, status, text) => {
    const response = await post("plain", path, body);
    expect([response.status, await response.text()]).toEqual([status, text]);
    expect(response.headers.has("x-amzn-trace-id")).toBe(status === 504);
  });
});

describe("a customised gateway response", () => {
  test("keeps its type and its status, and adds headers", async () => {
    const response = await post("named", "/scripted", { throw: { message: "x" } });
    expect(response.status).toBe(502);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(response.headers.get("x-amzn-errortype")).toBe("InternalServerErrorException");
    expect(await response.text()).toBe('{"message": "Internal server error"}');
  });

  test("keeps the brace after a variable that is not in braces", async () => {
    const response = await fetch(lambda.url("named", "/refused/UNAUTHORIZED"));
    expect(await response.text()).toBe('{"message":"Unauthorized"}');
  });

  test("has the status and the body that are set, with variables replaced", async () => {
    const slow = await post("named", "/slow", { sleep: 10_000 });
    expect([slow.status, await slow.text()]).toEqual([408, '{"type":"INTEGRATION_TIMEOUT"}']);
    const unknown = await fetch(lambda.url("named", "/nope?q=1"));
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
    expect([
      unknown.headers.get("x-asked"),
      unknown.headers.get("x-path"),
      unknown.headers.get("x-none"),
    ]).toEqual(["1", "/local/nope", null]);
    const id = unknown.headers.get("x-amzn-requestid");
    expect(await unknown.text()).toBe(
      `{"code":"NotFound","text":"Missing Authentication Token","id":"${id}","ip":"127.0.0.1"}`,
    );
    const throttled = await fetch(lambda.url("named", "/refused/THROTTLED"));
    expect([
      throttled.status,
      throttled.headers.get("retry-after"),
      throttled.headers.get("content-type"),
    ]).toEqual([429, "7", "text/plain"]);
    expect(await throttled.text()).toBe("Too Many Requests");
  });

  test("of DEFAULT_4XX and DEFAULT_5XX is for every type that is not named", async () => {
    expect((await fetch(lambda.url("defaults", "/nope"))).status).toBe(418);
    const failed = await post("defaults", "/scripted", { throw: { message: "x" } });
    expect([failed.status, await failed.text()]).toEqual([599, '{"status":"down"}']);
    expect((await post("defaults", "/custom", { return: 1 })).status).toBe(599);
    const throttled = await fetch(lambda.url("defaults", "/refused/THROTTLED"));
    expect([throttled.status, throttled.headers.get("retry-after")]).toEqual([429, "7"]);
  });

  test("of a request that is too large is passed over", async () => {
    expect((await fetch(lambda.url("named", "/refused/REQUEST_TOO_LARGE"))).status).toBe(413);
    expect((await fetch(lambda.url("defaults", "/refused/REQUEST_TOO_LARGE"))).status).toBe(413);
  });
});
