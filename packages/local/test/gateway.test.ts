import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import rules from "./cases/proxy-rules.json" with { type: "json" };

let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      scripted: "scripted.handler",
      closed: { handler: "scripted.handler", reservedConcurrency: 0 },
    },
    apis: {
      rest: {
        type: "rest",
        timeoutMs: 500,
        routes: {
          "POST /scripted": "scripted",
          "GET /orders/{orderId}": "scripted",
          "ANY /files/{path+}": "scripted",
          "POST /closed": "closed",
          "POST /custom": {
            function: "scripted",
            responses: [
              {
                statusCode: 404,
                selectionPattern: '.*"errorType":"OrderNotFound".*',
                headers: {
                  "X-Amzn-ErrorType": "integration.response.body.errorMessage.errorType",
                  "X-Fixed": "'yes'",
                },
              },
              { statusCode: 400, selectionPattern: "Malformed.*" },
              { statusCode: 200 },
            ],
          },
          "POST /strict": {
            function: "scripted",
            responses: [{ statusCode: 400, selectionPattern: "Malformed.*" }],
          },
        },
      },
      http: {
        type: "http",
        timeoutMs: 500,
        routes: {
          "POST /scripted": "scripted",
          "GET /orders/{orderId}": "scripted",
          "POST /closed": "closed",
        },
      },
      url: { type: "function-url", function: "scripted" },
      closedUrl: { type: "function-url", function: "closed" },
    },
  });
});

afterAll(() => lambda[Symbol.asyncDispose]());

const post = (url: string, body: unknown) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

const fronts: Record<string, string | undefined> = {
  rest: "/scripted",
  "http-v2": "/scripted",
  "function-url": "/",
};
const apis: Record<string, string> = { rest: "rest", "http-v2": "http", "function-url": "url" };
/** What is made by other than the output, or not known of AWS. */
const special = (output: unknown) =>
  JSON.stringify(output).includes("$integration") || JSON.stringify(output).includes("$handler");

describe("every recorded rule of a gateway holds", () => {
  const known = rules.filter(
    (rule) => rule.expectStatus !== null && fronts[rule.flavour] && !special(rule.lambdaOutput),
  );
  test.each(known.map((rule) => [rule.id, rule] as const))("%s", async (_, rule) => {
    const output = rule.lambdaOutput as { errorType?: string; errorMessage?: string; body?: string } | null;
    const isThrown = rule.id.endsWith("-thrown");
    const isLarge = typeof output?.body === "string" && output.body.startsWith("<more than");
    const script = isThrown
      ? { throw: { name: output?.errorType, message: output?.errorMessage } }
      : { return: isLarge ? { statusCode: 200, body: "x".repeat(6_291_557) } : output };
    const response = await post(
      lambda.url(apis[rule.flavour] ?? "", fronts[rule.flavour]),
      isLarge ? { bytes: 6_291_557 } : script,
    );
    expect(response.status).toBe(rule.expectStatus);
    expect((await response.text()).startsWith(rule.expectBodyStartsWith ?? "")).toBe(true);
    for (const [name, value] of Object.entries(rule.expectHeaders ?? {}))
      expect(response.headers.get(name)).toBe(value);
  });
});

describe("a REST API", () => {
  test("sends the event of payload format 1.0", async () => {
    const response = await fetch(lambda.url("rest", "/orders/o%2F1?a=1&a=2"), { headers: { "X-Test": "1" } });
    // The scripted function returns its event, which is no response.
    expect(response.status).toBe(502);
    expect(lambda.runs("scripted").at(-1)?.payload).toMatchObject({
      resource: "/orders/{orderId}",
      path: "/orders/o%2F1",
      httpMethod: "GET",
      headers: { "X-Test": "1" },
      multiValueHeaders: { "X-Test": ["1"] },
      queryStringParameters: { a: "2" },
      multiValueQueryStringParameters: { a: ["1", "2"] },
      pathParameters: { orderId: "o/1" },
      requestContext: { resourcePath: "/orders/{orderId}", stage: "local" },
      body: null,
      isBase64Encoded: false,
    });
  });

  test("answers an unknown route with 403 and its type", async () => {
    const response = await fetch(lambda.url("rest", "/nope"));
    expect(response.status).toBe(403);
    expect(response.headers.get("x-amzn-errortype")).toBe("MissingAuthenticationTokenException");
    expect(await response.text()).toBe('{"message":"Missing Authentication Token"}');
  });

  test("answers a slow integration with 504 and a refused one with 500", async () => {
    const slow = await post(lambda.url("rest", "/scripted"), { sleep: 1000 });
    expect([slow.status, await slow.text()]).toEqual([504, '{"message": "Endpoint request timed out"}']);
    const refused = await post(lambda.url("rest", "/closed"), {});
    expect([refused.status, await refused.text()]).toEqual([500, '{"message": "Internal server error"}']);
  });

  test("selects a custom integration's response by the whole errorMessage, and maps headers out of its JSON", async () => {
    const message = '{"errorType":"OrderNotFound","httpStatus":404,"message":"no such order"}';
    const found = await post(lambda.url("rest", "/custom"), { throw: { message } });
    expect(found.status).toBe(404);
    expect(found.headers.get("x-amzn-errortype")).toBe("OrderNotFound");
    expect(found.headers.get("x-fixed")).toBe("yes");
    expect(await found.json()).toMatchObject({ errorMessage: message });
    expect(
      (await post(lambda.url("rest", "/custom"), { throw: { message: "Malformed input ..." } })).status,
    ).toBe(400);
    expect((await post(lambda.url("rest", "/custom"), { throw: { message: "is Malformed" } })).status).toBe(
      200,
    );
    expect(
      (await post(lambda.url("rest", "/custom"), { throw: { message: "Malformed\ninput" } })).status,
    ).toBe(200);
    expect(
      (await post(lambda.url("rest", "/custom"), { return: { errorMessage: "Malformed" } })).status,
    ).toBe(200);
  });

  test("answers 500 where no response matches and none is the default", async () => {
    const response = await post(lambda.url("rest", "/strict"), { return: 1 });
    expect([response.status, await response.text()]).toEqual([500, '{"message": "Internal server error"}']);
  });
});

describe("an HTTP API and a Function URL", () => {
  test("send the event of payload format 2.0", async () => {
    const response = await fetch(lambda.url("http", "/orders/1?a=1&a=2"), { headers: { "X-Test": "1" } });
    const { event } = (await response.json()) as { event: unknown };
    expect(event).toMatchObject({
      version: "2.0",
      routeKey: "GET /orders/{orderId}",
      rawPath: "/orders/1",
      rawQueryString: "a=1&a=2",
      headers: { "x-test": "1" },
      queryStringParameters: { a: "1,2" },
      pathParameters: { orderId: "1" },
      requestContext: { http: { method: "GET", path: "/orders/1" } },
    });
    expect(response.headers.get("apigw-requestid")).toMatch(/=$/);
  });

  test("answer unknown routes, slow and refused integrations without a type", async () => {
    const unknown = await fetch(lambda.url("http", "/nope"));
    expect([unknown.status, await unknown.text()]).toEqual([404, '{"message":"Not Found"}']);
    const slow = await post(lambda.url("http", "/scripted"), { sleep: 1000 });
    expect([slow.status, await slow.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
    const refused = await post(lambda.url("http", "/closed"), {});
    expect([refused.status, await refused.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    const throttled = await post(lambda.url("closedUrl", "/"), {});
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get("x-amzn-errortype")).toBe("TooManyRequestsException");
  });
});

describe("no port serves a web page", () => {
  const headers = { origin: "https://evil.example", host: "evil.example" };
  test.each(Object.entries(headers))("a request with %s %s is refused", async (name, value) => {
    for (const url of [lambda.endpoint, lambda.url("rest"), lambda.url("http"), lambda.url("url")]) {
      const status = await new Promise((resolve, reject) => {
        request(url, { headers: { [name]: value } }, (response) => resolve(response.resume().statusCode))
          .on("error", reject)
          .end();
      });
      expect(status).toBe(403);
    }
  });
});
