import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import rules from "../../../cases/proxy-rules.json" with { type: "json" };
import { type Local, local } from "../src/index.ts";

let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      scripted: "scripted.handler",
      // It goes on after its caller has had an answer, so its runs end among those of other tests.
      slow: "scripted.handler",
      closed: { handler: "scripted.handler", reservedConcurrency: 0 },
      brief: { handler: "scripted.handler", timeout: 0.2 },
      over6mb: { handler: "large.handler", environment: { BODY_BYTES: "6291557" } },
      over1mb: { handler: "large.handler", environment: { BODY_BYTES: "1048577" } },
      under1mb: { handler: "large.handler", environment: { BODY_BYTES: "1048000" } },
    },
    apis: {
      rest: {
        type: "rest",
        routes: {
          "POST /scripted": "scripted",
          "GET /orders/{orderId}": "scripted",
          "ANY /files/{path+}": "scripted",
          "POST /closed": "closed",
          "POST /over-6mb": "over6mb",
        },
      },
      http: {
        type: "http",
        routes: {
          "POST /scripted": "scripted",
          "GET /orders/{orderId}": "scripted",
          "POST /closed": "closed",
        },
      },
      hastyRest: { type: "rest", timeoutMs: 500, routes: { "POST /scripted": "slow" } },
      hastyHttp: { type: "http", timeoutMs: 500, routes: { "POST /scripted": "slow" } },
      url: { type: "function-url", function: "scripted" },
      closedUrl: { type: "function-url", function: "closed" },
      alb: { type: "alb", function: "scripted" },
      "alb-multi": { type: "alb", function: "scripted", multiValueHeaders: true },
      closedAlb: { type: "alb", function: "closed" },
      brief: { type: "alb", function: "brief" },
      over1mb: { type: "alb", function: "over1mb" },
      under1mb: { type: "alb", function: "under1mb" },
    },
  });
});

afterAll(() => lambda[Symbol.asyncDispose]());

const post = (url: string, body: unknown) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

/** The API and path for each flavour of the recorded rules. */
const fronts: Readonly<Record<string, readonly [api: string, path: string]>> = {
  rest: ["rest", "/scripted"],
  "http-v2": ["http", "/scripted"],
  "function-url": ["url", "/"],
  alb: ["alb", "/"],
};

/** Rules that ask for another API than that of their flavour, or another function. */
const own: Readonly<Record<string, readonly [api: string, path: string]>> = {
  "v2-timeout": ["hastyHttp", "/scripted"],
  "rest-response-over-6mb": ["rest", "/over-6mb"],
  "alb-body-over-1mb": ["over1mb", "/"],
  "alb-multi-enabled-headers-used": ["alb-multi", "/"],
  "alb-multi-enabled-multi-used": ["alb-multi", "/"],
};

/** Writes the function's event for a rule's output. */
function scriptOf(id: string, output: unknown): unknown {
  const text = JSON.stringify(output);
  if (text.includes("$handler")) return { sleep: 10_000 };
  const { errorType, errorMessage } = (output ?? {}) as { errorType?: string; errorMessage?: string };
  return id.endsWith("-thrown") ? { throw: { name: errorType, message: errorMessage } } : { return: output };
}

describe("every recorded rule of a gateway holds", () => {
  // AWS's answer to some outputs is not known, and local has no integrationHttpMethod that could be wrong.
  const known = rules.filter(
    ({ expectStatus, id }) => expectStatus !== null && !id.endsWith("http-method-get"),
  );
  test.each(known.map((rule) => [rule.id, rule] as const))("%s", async (id, rule) => {
    const [api = "", path] = own[id] ?? fronts[rule.flavour] ?? [];
    const url = lambda.url(api, path);
    const response = await post(url, scriptOf(id, rule.lambdaOutput));
    expect(response.status).toBe(rule.expectStatus);
    expect((await response.text()).startsWith(rule.expectBodyStartsWith ?? "")).toBe(true);
    for (const [name, value] of Object.entries(rule.expectHeaders ?? {}))
      expect(response.headers.get(name)).toBe(value);
  });

  test("of 43 rules all are known and run but seven", () => {
    expect([rules.length, known.length]).toEqual([43, 36]);
  });

  test.each([
    ["rest-null-header", "X-A, which is null"],
    ["rest-crlf-header", "X-Amzn-ErrorType"],
    ["rest-non-ascii-header", "X-Amzn-ErrorType"],
  ])("behaviour that is not known, %s, is answered with 501 and the reason", async (id, reason) => {
    const output = rules.find((rule) => rule.id === id)?.lambdaOutput;
    const response = await post(lambda.url("rest", "/scripted"), { return: output });
    expect(response.status).toBe(501);
    expect(await response.text()).toContain(reason);
  });
});

describe("a REST API", () => {
  test("sends the event of payload format 1.0", async () => {
    const response = await fetch(lambda.url("rest", "/orders/o%2F1?a=1&a=2"), { headers: { "X-Test": "1" } });
    // The scripted function returns its event, which is not a response.
    expect(response.status).toBe(502);
    expect(lambda.runs("scripted").at(-1)?.payload).toMatchObject({
      resource: "/orders/{orderId}",
      path: "/orders/o%2F1",
      httpMethod: "GET",
      headers: { "X-Test": "1" },
      multiValueHeaders: { "X-Test": ["1"] },
      queryStringParameters: { a: "2" },
      multiValueQueryStringParameters: { a: ["1", "2"] },
      pathParameters: { orderId: "o%2F1" },
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
    const slow = await post(lambda.url("hastyRest", "/scripted"), { sleep: 10_000 });
    expect([slow.status, await slow.text()]).toEqual([504, '{"message": "Endpoint request timed out"}']);
    const refused = await post(lambda.url("rest", "/closed"), {});
    expect([refused.status, await refused.text()]).toEqual([500, '{"message": "Internal server error"}']);
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

  test.each([
    ["a body that is no text", { statusCode: 200, body: { a: 1 } }],
    ["a status that is none", { statusCode: "ok" }],
  ])("answer %s as they answer an error", async (_, output) => {
    const http = await post(lambda.url("http", "/scripted"), { return: output });
    expect([http.status, await http.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    expect(http.headers.get("x-amzn-errortype")).toBeNull();
    const url = await post(lambda.url("url", "/"), { return: output });
    expect([url.status, await url.text()]).toEqual([502, "Internal Server Error"]);
  });

  test("keep WWW-Authenticate, which a Function URL renames", async () => {
    const output = { statusCode: 401, headers: { "WWW-Authenticate": "Bearer" } };
    const http = await post(lambda.url("http", "/scripted"), { return: output });
    expect(http.headers.get("www-authenticate")).toBe("Bearer");
    const url = await post(lambda.url("url", "/"), { return: output });
    expect(url.headers.get("www-authenticate")).toBeNull();
    expect(url.headers.get("x-amzn-remapped-www-authenticate")).toBe("Bearer");
  });

  test("answer unknown routes, slow and refused integrations without a type", async () => {
    const unknown = await fetch(lambda.url("http", "/nope"));
    expect([unknown.status, await unknown.text()]).toEqual([404, '{"message":"Not Found"}']);
    const slow = await post(lambda.url("hastyHttp", "/scripted"), { sleep: 10_000 });
    expect([slow.status, await slow.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
    const refused = await post(lambda.url("http", "/closed"), {});
    expect([refused.status, await refused.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
    const throttled = await post(lambda.url("closedUrl", "/"), {});
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get("x-amzn-errortype")).toBe("TooManyRequestsException");
  });
});

const PAGE = (title: string) =>
  `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;

describe("every front", () => {
  /** Sends a path as it is; `fetch` would put it in order. */
  const get = (api: string, path: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(lambda.url(api), { path }, (response) => resolve(response.resume().statusCode))
        .on("error", reject)
        .end();
    });
  const sent = () => lambda.runs("scripted").at(-1)?.payload;

  test.each([
    ["a slash too many", "//orders"],
    ["slashes alone", "//"],
    ["dots", "/a/../orders"],
    ["a percent sign that encodes nothing", "/%"],
  ])("passes a path with %s on as it was sent", async (_, path) => {
    await get("url", path);
    expect(sent()).toMatchObject({ rawPath: path });
    await get("alb", path);
    expect(sent()).toMatchObject({ path });
    expect(await get("http", path)).toBe(404);
  });

  test("takes a whole URL, as proxies send it, for its path", async () => {
    await get("url", "http://localhost/orders?a=1");
    expect(sent()).toMatchObject({ rawPath: "/orders", rawQueryString: "a=1" });
  });

  test("tells parameters from what every object has", async () => {
    await get("rest", "/orders/1?constructor=a&__proto__=b");
    expect(sent()).toMatchObject({ multiValueQueryStringParameters: { constructor: ["a"] } });
    await get("url", "/?constructor=a&toString=b");
    expect(sent()).toMatchObject({ queryStringParameters: { constructor: "a", toString: "b" } });
    await get("alb-multi", "/?constructor=a");
    expect(sent()).toMatchObject({ multiValueQueryStringParameters: { constructor: ["a"] } });
  });

  test.each(["rest", "http"])("does not guess what a status of 100 is, %s", async (api) => {
    const response = await post(lambda.url(api, "/scripted"), { return: { statusCode: 100, body: "x" } });
    expect(response.status).toBe(501);
    expect(await response.text()).toContain("the status 100, which ends no response");
  });

  test("does not guess what a path parameter is that encodes nothing", async () => {
    expect(await get("http", "/orders/%zz")).toBe(501);
  });
});

describe("a load balancer", () => {
  const event = async (api: string) => {
    const headers = [
      ["X-Test", "1"],
      ["X-Test", "2"],
    ] as [string, string][];
    await fetch(lambda.url(api, "/orders/1?a=%20&a=2&b"), { headers });
    return lambda.runs("scripted").at(-1)?.payload;
  };

  test("sends names in lower case, what is encoded as it is, and an empty body", async () => {
    expect(await event("alb")).toMatchObject({
      requestContext: { elb: { targetGroupArn: expect.stringContaining(":targetgroup/alb/") } },
      httpMethod: "GET",
      path: "/orders/1",
      queryStringParameters: { a: "2", b: "" },
      headers: { "x-test": "1, 2" },
      body: "",
      isBase64Encoded: false,
    });
  });

  test("sends all values of headers and parameters where the target group says so", async () => {
    const sent = await event("alb-multi");
    expect(sent).toMatchObject({
      multiValueQueryStringParameters: { a: ["%20", "2"], b: [""] },
      multiValueHeaders: { "x-test": ["1, 2"] },
    });
    expect(sent).not.toHaveProperty("headers");
  });

  test.each([
    ["a null body", { statusCode: 200, body: null }],
    ["a null description", { statusCode: 200, statusDescription: null }],
    ["a boolean header", { statusCode: 200, headers: { a: true } }],
    ["a status that is a text", { statusCode: "200" }],
  ])("answers %s with the 502 page", async (_, output) => {
    const response = await post(lambda.url("alb"), { return: output });
    expect([response.status, await response.text()]).toEqual([502, PAGE("502 Bad Gateway")]);
    expect(response.headers.get("content-length")).toBe("122");
    expect([...response.headers.keys()].sort()).toEqual([
      "connection",
      "content-length",
      "content-type",
      "date",
      "server",
    ]);
  });

  test("answers a throttle and a timeout with the 502 page, and a large request with the 413 page", async () => {
    const throttled = await post(lambda.url("closedAlb"), {});
    expect([throttled.status, await throttled.text()]).toEqual([502, PAGE("502 Bad Gateway")]);
    expect((await post(lambda.url("brief"), { sleep: 10_000 })).status).toBe(502);
    expect((await post(lambda.url("under1mb"), {})).status).toBe(200);
    const large = await post(lambda.url("alb"), "x".repeat(1_048_576));
    expect([large.status, await large.text()]).toEqual([413, PAGE("413 Request Entity Too Large")]);
  });

  test("keeps the description, and lets no hop-by-hop header through", async () => {
    const headers = { "X-A": "1", "Transfer-Encoding": "chunked", "Content-Length": "999" };
    const output = { statusCode: 404, statusDescription: "404 No Such Order", headers, body: "gone" };
    const response = await post(lambda.url("alb"), { return: output });
    expect([response.status, response.statusText, await response.text()]).toEqual([
      404,
      "No Such Order",
      "gone",
    ]);
    expect(response.headers.get("x-a")).toBe("1");
    expect(response.headers.get("transfer-encoding")).toBeNull();
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
