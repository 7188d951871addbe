import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { type SentRequest, send } from "./send.ts";

/*
 * One request, as each front gives it to a function. The events have the members and values that AWS's had for such a
 * request, captured 2026-07-10 (github.com/hotsock/voker 59c7289, vokerhttp/testdata), but for the members that its
 * logger added empty; they agree with LocalStack's recordings (REST 2024-08-02 and 2024-12-11, Function URL 2025-11-24).
 */

let lambda: Local;

beforeAll(async () => {
  const handler = "front.handler";
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { front: handler, stream: "streaming.handler" },
    apis: {
      rest: {
        type: "rest",
        routes: { "ANY /{proxy+}": "front", "ANY /": "front", "ANY /items/{id}": "front" },
      },
      binary: {
        type: "rest",
        binaryMediaTypes: ["image/*", "application/json"],
        routes: { "ANY /": "front" },
      },
      all: { type: "rest", binaryMediaTypes: ["*/*"], routes: { "ANY /": "front" } },
      pairs: {
        type: "rest",
        routes: {
          "ANY /{proxy+}": "front",
          "GET /users/{id}": "front",
          "PATCH /users/me": "front",
          "OPTIONS /cors": "front",
        },
      },
      staged: { type: "rest", stage: "live", routes: { "ANY /{proxy+}": "front" } },
      http: { type: "http", routes: { $default: "front" } },
      routes: {
        type: "http",
        routes: {
          "ANY /{proxy+}": "front",
          "GET /pets/{proxy+}": "front",
          "GET /pets/dog/{id}": "front",
          "GET /items/{proxy+}": "front",
          "GET /items/{id}": "front",
          "PUT /a/b/{proxy+}": "front",
          "PUT /{x}/{y}/{z}": "front",
        },
      },
      one: { type: "http", payloadFormatVersion: "1.0", routes: { "ANY /{proxy+}": "front" } },
      dev: { type: "http", stage: "dev", routes: { "ANY /{proxy+}": "front" } },
      url: { type: "function-url", function: "front" },
      signed: { type: "function-url", function: "front", authType: "AWS_IAM" },
      stream: { type: "function-url", function: "stream" },
      alb: { type: "alb", function: "front" },
      multi: { type: "alb", function: "front", multiValueHeaders: true },
    },
    hosts: ["shop.example.com"],
  });
});

afterAll(() => lambda.close());

const TRACE = "Root=1-6a5145a8-536f3e792f6be9b44c1f46fa";
const BODY = JSON.stringify({ message: "hello", unicode: "λ" });
const QUERY =
  "repeat=one&repeat=two&redirect=https%3A%2F%2Fshop.example%2Fa&literal=a+b&encoded=a%2Bb&empty=";
const REQUEST: SentRequest = {
  method: "POST",
  path: `/capture/space%20value?${QUERY}`,
  headers: [
    ...["user-agent", "probe/1.0", "accept", "*/*", "content-type", "application/json"],
    ...["cookie", "session=abc123; theme=dark", "x-probe", "first", "x-probe", "second"],
    ...["x-amzn-trace-id", TRACE, "connection", "keep-alive", "authorization", "Bearer t"],
  ],
  body: BODY,
};
const LENGTH = String(Buffer.byteLength(BODY));
const TIME = expect.stringMatching(/^\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
const UUID = expect.stringMatching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/);
const EXTENDED_ID = expect.stringMatching(/^[\w-]{15}=$/);
const EPOCH = expect.any(Number);
const DECODED = { redirect: "https://shop.example/a", literal: "a b", encoded: "a+b", empty: "" };

const hostOf = (api: string) => new URL(lambda.url(api)).host;
const eventOf = async (api: string, request: SentRequest = REQUEST) => {
  const { status, body } = await send(lambda.url(api), request);
  expect([status, body.toString().slice(0, 200)]).toEqual([200, expect.anything()]);
  return JSON.parse(body.toString()).event;
};

const NOBODY = {
  ...{ accessKey: null, accountId: null, caller: null, cognitoAuthenticationProvider: null },
  ...{ cognitoAuthenticationType: null, cognitoIdentityId: null, cognitoIdentityPoolId: null },
  ...{ principalOrgId: null, sourceIp: "127.0.0.1", user: null, userAgent: "probe/1.0", userArn: null },
};

describe("the whole event of one request", () => {
  test("is AWS's behind a REST API", async () => {
    const Host = hostOf("rest");
    const single = {
      ...{ Host, "User-Agent": "probe/1.0", "X-Amzn-Trace-Id": TRACE, Authorization: "Bearer t" },
      ...{ "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Port": "443", "X-Forwarded-Proto": "https" },
      ...{ accept: "*/*", "content-type": "application/json", cookie: "session=abc123; theme=dark" },
    };
    const all = Object.fromEntries(Object.entries(single).map(([name, value]) => [name, [value]]));
    expect(await eventOf("rest")).toStrictEqual({
      resource: "/{proxy+}",
      path: "/capture/space%20value",
      httpMethod: "POST",
      headers: { ...single, "x-probe": "second" },
      multiValueHeaders: { ...all, "x-probe": ["first", "second"] },
      queryStringParameters: { repeat: "two", ...DECODED },
      multiValueQueryStringParameters: {
        repeat: ["one", "two"],
        ...Object.fromEntries(Object.entries(DECODED).map(([name, value]) => [name, [value]])),
      },
      pathParameters: { proxy: "capture/space%20value" },
      stageVariables: null,
      requestContext: {
        ...{ accountId: "000000000000", apiId: "rest", deploymentId: "local", domainName: Host },
        ...{ domainPrefix: "rest", extendedRequestId: EXTENDED_ID, httpMethod: "POST", identity: NOBODY },
        ...{ path: "/local/capture/space%20value", protocol: "HTTP/1.1", requestId: UUID },
        ...{ requestTime: TIME, requestTimeEpoch: EPOCH, resourceId: "local", resourcePath: "/{proxy+}" },
        stage: "local",
      },
      body: BODY,
      isBase64Encoded: false,
    });
  });

  const headersOfTwo = (api: string) => ({
    ...{
      accept: "*/*",
      authorization: "Bearer t",
      "content-length": LENGTH,
      "content-type": "application/json",
    },
    ...{
      host: hostOf(api),
      "user-agent": "probe/1.0",
      "x-amzn-trace-id": TRACE,
      "x-forwarded-for": "127.0.0.1",
    },
    ...{ "x-forwarded-port": "443", "x-forwarded-proto": "https", "x-probe": "first,second" },
  });
  const contextOfTwo = (api: string) => ({
    ...{ apiId: api, domainName: hostOf(api), domainPrefix: api, routeKey: "$default", stage: "$default" },
    http: {
      ...{ method: "POST", path: "/capture/space value", protocol: "HTTP/1.1" },
      ...{ sourceIp: "127.0.0.1", userAgent: "probe/1.0" },
    },
    ...{ time: TIME, timeEpoch: EPOCH },
  });
  const two = {
    ...{
      version: "2.0",
      routeKey: "$default",
      rawQueryString: QUERY,
      cookies: ["session=abc123", "theme=dark"],
    },
    queryStringParameters: { repeat: "one,two", ...DECODED },
    ...{ body: BODY, isBase64Encoded: false },
  };

  test("is AWS's behind an HTTP API: the path is decoded, and cookies are not in the headers", async () => {
    expect(await eventOf("http")).toStrictEqual({
      ...two,
      rawPath: "/capture/space value",
      headers: headersOfTwo("http"),
      requestContext: { ...contextOfTwo("http"), accountId: "000000000000", requestId: EXTENDED_ID },
    });
  });

  test("is AWS's behind a Function URL: rawPath is encoded, http.path is not, and cookies are in the headers too", async () => {
    expect(await eventOf("url")).toStrictEqual({
      ...two,
      rawPath: "/capture/space%20value",
      headers: {
        ...headersOfTwo("url"),
        cookie: "session=abc123; theme=dark",
        ...{ "x-amzn-tls-cipher-suite": "TLS_AES_128_GCM_SHA256", "x-amzn-tls-version": "TLSv1.3" },
      },
      requestContext: { ...contextOfTwo("url"), accountId: "anonymous", requestId: UUID },
    });
  });

  const albHeaders = (api: string) => ({
    ...{ accept: "*/*", authorization: "Bearer t", connection: "keep-alive", "content-length": LENGTH },
    ...{ "content-type": "application/json", cookie: "session=abc123; theme=dark", host: hostOf(api) },
    ...{ "user-agent": "probe/1.0", "x-amzn-trace-id": TRACE, "x-forwarded-for": "127.0.0.1" },
    ...{ "x-forwarded-port": new URL(lambda.url(api)).port, "x-forwarded-proto": "http" },
  });
  const raw = {
    ...{ redirect: "https%3A%2F%2Fshop.example%2Fa", literal: "a+b", encoded: "a%2Bb", empty: "" },
  };

  test("is AWS's behind a load balancer: parameters stay encoded, and the last of each name is there", async () => {
    expect(await eventOf("alb")).toStrictEqual({
      requestContext: { elb: { targetGroupArn: expect.stringContaining(":targetgroup/alb/") } },
      ...{ httpMethod: "POST", path: "/capture/space%20value" },
      queryStringParameters: { repeat: "two", ...raw },
      headers: { ...albHeaders("alb"), "x-probe": "second" },
      ...{ body: BODY, isBase64Encoded: false },
    });
  });

  test("is AWS's behind a load balancer with multi-value headers", async () => {
    const lists = (members: object) =>
      Object.fromEntries(Object.entries(members).map(([name, value]) => [name, [value]]));
    expect(await eventOf("multi")).toStrictEqual({
      requestContext: { elb: { targetGroupArn: expect.stringContaining(":targetgroup/multi/") } },
      ...{ httpMethod: "POST", path: "/capture/space%20value" },
      multiValueQueryStringParameters: { repeat: ["one", "two"], ...lists(raw) },
      multiValueHeaders: { ...lists(albHeaders("multi")), "x-probe": ["first", "second"] },
      ...{ body: BODY, isBase64Encoded: false },
    });
  });

  // As documented: http-api-develop-integrations-lambda (2026).
  test("is the documented one behind an HTTP API with payload format 1.0", async () => {
    const single = { ...headersOfTwo("one"), cookie: "session=abc123; theme=dark" };
    const all = Object.fromEntries(Object.entries(single).map(([name, value]) => [name, [value]]));
    expect(await eventOf("one")).toStrictEqual({
      ...{ version: "1.0", resource: "/{proxy+}", path: "/capture/space value", httpMethod: "POST" },
      headers: { ...single, "x-probe": "second" },
      multiValueHeaders: { ...all, "x-probe": ["first", "second"] },
      queryStringParameters: { repeat: "two", ...DECODED },
      multiValueQueryStringParameters: {
        repeat: ["one", "two"],
        ...Object.fromEntries(Object.entries(DECODED).map(([name, value]) => [name, [value]])),
      },
      requestContext: {
        ...{ accountId: "000000000000", apiId: "one", domainName: hostOf("one"), domainPrefix: "one" },
        ...{ extendedRequestId: EXTENDED_ID, httpMethod: "POST", identity: NOBODY },
        ...{ path: "/capture/space value", protocol: "HTTP/1.1", requestId: EXTENDED_ID, requestTime: TIME },
        ...{ requestTimeEpoch: EPOCH, resourceId: null, resourcePath: "/{proxy+}", stage: "$default" },
      },
      ...{ pathParameters: { proxy: "capture/space value" }, stageVariables: null },
      ...{ body: BODY, isBase64Encoded: false },
    });
  });

  test("has no members for what the request has not", async () => {
    const bare: SentRequest = { path: "/" };
    expect(await eventOf("rest", bare)).toMatchObject({
      ...{ body: null, isBase64Encoded: false, queryStringParameters: null, pathParameters: null },
      ...{ multiValueQueryStringParameters: null, requestContext: { identity: { userAgent: null } } },
    });
    for (const api of ["http", "url"]) {
      const event = await eventOf(api, bare);
      expect(event).toMatchObject({ rawQueryString: "", isBase64Encoded: false });
      for (const member of ["body", "cookies", "queryStringParameters", "pathParameters"])
        expect(event).not.toHaveProperty(member);
    }
    expect(await eventOf("alb", bare)).toMatchObject({ body: "", queryStringParameters: {} });
  });
});

describe("cookies of an answer", () => {
  const cookies = ["a=1; Path=/", "b=2; Expires=Wed, 21 Oct 2026 07:28:00 GMT"];
  const linesOf = async (api: string, output: unknown) => {
    const { rawHeaders } = await send(lambda.url(api), {
      path: "/x",
      headers: ["x-answer", JSON.stringify(output)],
    });
    return rawHeaders.filter((_, index) => rawHeaders[index - 1]?.toLowerCase() === "set-cookie");
  };

  test.each([
    ["rest", { statusCode: 200, multiValueHeaders: { "Set-Cookie": cookies } }],
    ["rest", { headers: { "set-cookie": cookies[1] }, multiValueHeaders: { "Set-Cookie": [cookies[0]] } }],
    ["http", { statusCode: 200, cookies }],
    ["one", { statusCode: 200, multiValueHeaders: { "Set-Cookie": cookies } }],
    ["url", { statusCode: 200, cookies }],
    ["multi", { statusCode: 200, multiValueHeaders: { "Set-Cookie": cookies } }],
  ])("two Set-Cookie headers of %s are two lines, not one with a comma", async (api, output) => {
    expect(await linesOf(api, output)).toEqual(cookies);
  });
});

describe("the body of an event", () => {
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]);
  const bodyOf = async (
    api: string,
    type: string | undefined,
    body: string | Buffer = "a=1",
    more: string[] = [],
  ) => {
    const headers = [...(type === undefined ? [] : ["Content-Type", type]), ...more];
    const event = await eventOf(api, { method: "POST", path: "/", headers, body });
    return [event.body, event.isBase64Encoded];
  };
  const encoded = (body: string | Buffer) => [Buffer.from(body).toString("base64"), true];

  test.each(["http", "one", "url", "alb", "multi"].map((api) => [api]))(
    "is text for a few types and base64 for all others: %s",
    async (api) => {
      const path = api === "one" ? { path: "/x" } : {};
      const of = async (type: string | undefined) => {
        const headers = type === undefined ? [] : ["Content-Type", type];
        const event = await eventOf(api, { method: "POST", ...path, headers, body: "a=1" });
        return [event.body, event.isBase64Encoded];
      };
      for (const type of [
        ...["text/plain", "text/csv; charset=utf-8", "application/json", "application/json; charset=utf-8"],
        ...["application/xml", "application/javascript", "Application/JSON"],
      ])
        expect([type, await of(type)]).toEqual([type, ["a=1", false]]);
      for (const type of [
        ...["application/x-www-form-urlencoded", "application/problem+json", "application/vnd.api+json"],
        ...["multipart/form-data; boundary=x", "image/svg+xml", "application/octet-stream", undefined],
      ])
        expect([type, await of(type)]).toEqual([type, encoded("a=1")]);
    },
  );

  test("is base64 behind a load balancer where the request has a content encoding", async () => {
    expect(await bodyOf("alb", "application/json", bytes, ["Content-Encoding", "gzip"])).toEqual(
      encoded(bytes),
    );
  });

  test("that is not what its type says is answered with 501 and the reason by HTTP APIs and Function URLs", async () => {
    for (const api of ["http", "url"]) {
      const headers = ["Content-Type", "application/json"];
      const { status, body } = await send(lambda.url(api), { method: "POST", headers, body: bytes });
      expect([status, body.toString()]).toEqual([501, expect.stringContaining("that is not UTF-8")]);
    }
  });

  test.each([
    ["rest", "application/octet-stream", "text"],
    ["rest", "image/png", "text"],
    ["rest", undefined, "text"],
    ["binary", "image/png", "base64"],
    ["binary", "image/png; q=1", "base64"],
    ["binary", "application/json", "base64"],
    ["binary", "text/plain", "text"],
    ["binary", undefined, "text"],
    ["all", "text/plain", "base64"],
    ["all", undefined, "base64"],
  ])("depends on binaryMediaTypes alone behind a REST API: %s, %s is %s", async (api, type, kind) => {
    expect(await bodyOf(api, type)).toEqual(kind === "text" ? ["a=1", false] : encoded("a=1"));
  });

  test("has bytes that are not UTF-8 replaced behind a REST API that takes none for binary", async () => {
    expect(await bodyOf("rest", "image/png", bytes)).toEqual(["\ufffdPNG\ufffd", false]);
  });
});

describe("base64 in an answer of a REST API", () => {
  const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff]);
  const text = png.toString("base64");
  const answerOf = async (api: string, accept: string | undefined, key = "isBase64Encoded") => {
    const output = { headers: { "content-type": "image/png" }, body: text, [key]: true };
    const headers = ["x-answer", JSON.stringify(output), ...(accept === undefined ? [] : ["Accept", accept])];
    return (await send(lambda.url(api, "/"), { headers })).body;
  };

  test.each([
    ["binary", "image/png", png],
    ["binary", "image/webp,*/*;q=0.8", png],
    ["binary", "*/*", Buffer.from(text)],
    ["binary", "text/html,image/png", Buffer.from(text)],
    ["binary", undefined, Buffer.from(text)],
    ["all", "*/*", png],
    ["all", undefined, png],
    ["rest", "image/png", Buffer.from(text)],
  ])(
    "is decoded by the first type that the request accepts, not by its own: %s, %s",
    async (api, accept, body) => {
      expect(await answerOf(api, accept)).toEqual(body);
    },
  );

  test("may be marked by base64Encoded, too", async () => {
    expect(await answerOf("binary", "image/png", "base64Encoded")).toEqual(png);
    expect(await answerOf("binary", "text/html", "base64Encoded")).toEqual(Buffer.from(text));
  });
});

describe("the path of a request", () => {
  // Recorded: LocalStack, test_lambda_aws_proxy_integration (2024-08-02).
  test.each([
    ["/x", "/x", "x", "/local/x"],
    ["/x/", "/x/", "x", "/local/x/"],
    ["/x//y", "/x//y", "x//y", "/local/x//y"],
    ["//x", "/x", "x", "/local//x"],
    [
      "/user/test%2Balias@a.example/test+alias",
      "/user/test%2Balias@a.example/test+alias",
      undefined,
      undefined,
    ],
    ["/100%", "/100%", "100%", "/local/100%"],
  ])("%s is as recorded behind a REST API", async (sent, path, proxy, whole) => {
    const event = await eventOf("rest", { path: sent });
    expect(event).toMatchObject({ resource: "/{proxy+}", path });
    expect(event.pathParameters).toEqual({ proxy: proxy ?? sent.slice(1) });
    expect(event.requestContext.path).toBe(whole ?? `/local${sent}`);
  });

  test("may end with a slash behind a REST API, whatever the route", async () => {
    const event = await eventOf("rest", { path: "/items/1/" });
    expect(event).toMatchObject({ resource: "/items/{id}", path: "/items/1/", pathParameters: { id: "1" } });
    expect(await eventOf("rest", { path: "//items/1" })).toMatchObject({ resource: "/items/{id}" });
  });

  test.each([
    ["/a%2Fb", "/a/b"],
    ["/caf%C3%A9%20x", "/café x"],
    ["/a%3Fb", "/a"],
    ["/a+b", "/a+b"],
  ])("%s is %s behind an HTTP API", async (sent, rawPath) => {
    expect(await eventOf("http", { path: sent })).toMatchObject({
      rawPath,
      requestContext: { http: { path: rawPath } },
    });
    expect(await eventOf("url", { path: sent })).toMatchObject({ rawPath: sent });
    expect(await eventOf("alb", { path: sent })).toMatchObject({ path: sent });
  });

  test("takes the route without a greedy parameter first, in any order of the configuration", async () => {
    const routeOf = async (path: string, method = "GET") =>
      (await eventOf("routes", { method, path })).routeKey;
    expect(await routeOf("/pets/dog/2")).toBe("GET /pets/dog/{id}");
    expect(await routeOf("/pets/cat/1")).toBe("GET /pets/{proxy+}");
    expect(await routeOf("/test/5", "POST")).toBe("ANY /{proxy+}");
    expect(await routeOf("/items/1")).toBe("GET /items/{id}");
    expect(await routeOf("/items/1/2")).toBe("GET /items/{proxy+}");
    expect(await routeOf("/a/b/c", "PUT")).toBe("PUT /{x}/{y}/{z}");
  });

  // Measured on AWS: github.com/ministackorg/ministack/pull/1423 (2026-08), github.com/floci-io/floci/pull/3399 (2026-09).
  test.each([
    ["PATCH", "/users/me", "/users/me"],
    ["GET", "/users/me", "/users/{id}"],
    ["POST", "/users/me", "/{proxy+}"],
    ["GET", "/cors", "/{proxy+}"],
    ["GET", "/users", "/{proxy+}"],
  ])("and the method find a REST API's route together: %s %s", async (method, path, resource) => {
    expect(await eventOf("pairs", { method, path })).toMatchObject({ resource });
  });

  test("with an encoded slash is answered with 501 where it is not known which route takes it", async () => {
    expect((await send(lambda.url("routes"), { path: "/pets/dog/a%2Fb" })).status).toBe(501);
    expect(await eventOf("routes", { path: "/other/a%2Fb" })).toMatchObject({
      pathParameters: { proxy: "other/a/b" },
    });
  });
});

describe("a stage", () => {
  test("is the first part of a REST API's URL, and in its context alone", async () => {
    expect(new URL(lambda.url("staged", "/x")).pathname).toBe("/live/x");
    const expected = { path: "/x", requestContext: { path: "/live/x", stage: "live" } };
    expect(await eventOf("staged", { path: "/x" })).toMatchObject(expected);
    const base = lambda.url("staged").replace(/\/live$/, "");
    expect(await eventOf("staged", { path: "//x" })).toMatchObject({
      path: "/x",
      requestContext: { path: "/live//x" },
    });
    const doubled = await send(base, { path: "//live/x" });
    expect(JSON.parse(doubled.body.toString()).event).toMatchObject(expected);
    const without = await send(base, { path: "/x" });
    expect([without.status, without.body.toString()]).toEqual([403, '{"message":"Forbidden"}']);
  });

  test("is the first part of an HTTP API's URL and of rawPath", async () => {
    expect(await eventOf("dev", { path: "/x" })).toMatchObject({
      rawPath: "/dev/x",
      routeKey: "ANY /{proxy+}",
      pathParameters: { proxy: "x" },
      requestContext: { stage: "dev" },
    });
    expect((await send(lambda.url("dev").replace(/\/dev$/, ""), { path: "/x" })).status).toBe(404);
  });

  test("is not in the path of a custom domain", async () => {
    const url = lambda.url("staged").replace(/\/live$/, "");
    const { body } = await send(url, { path: "/x", headers: ["Host", "shop.example.com"] });
    expect(JSON.parse(body.toString()).event).toMatchObject({
      headers: { Host: "shop.example.com" },
      path: "/x",
      requestContext: { domainName: "shop.example.com", domainPrefix: "shop", path: "/x", stage: "live" },
    });
  });
});

describe("the headers of an event", () => {
  test.each(["rest", "http", "url", "alb"])("have what the front adds, %s", async (api) => {
    const { headers } = await eventOf(api, { path: "/", headers: ["X-Forwarded-For", "203.0.113.7"] });
    const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    expect(byName.get("x-forwarded-for")).toBe("203.0.113.7, 127.0.0.1");
    expect(byName.get("x-forwarded-proto")).toBe(api === "alb" ? "http" : "https");
    expect(byName.get("x-amzn-trace-id")).toMatch(/^Root=1-[\da-f]{8}-[\da-f]{24}$/);
  });

  // Recorded: LocalStack, test_apigateway_header_remapping_aws (2024-12-11).
  test("of a REST API lack those that API Gateway drops, and keep the others as they were spelt", async () => {
    const dropped = [
      ...["Connection", "close", "Content-MD5", "x", "Expect", "100-continue", "Max-Forwards", "1"],
      ...[
        "Proxy-Authenticate",
        "x",
        "Server",
        "x",
        "TE",
        "trailers",
        "Upgrade",
        "h2c",
        "WWW-Authenticate",
        "x",
      ],
    ];
    const kept = [
      ...["Age", "1", "Pragma", "cache", "Range", "bytes=0-1", "Referer", "https://example.com/"],
      ...["Via", "1.1 x", "Warn", "299", "Content-Encoding", "deflate", "tEsT-HEADeR", "aValUE"],
    ];
    const { headers } = await eventOf("rest", {
      path: "/",
      headers: [...dropped, ...kept, "aUThorization", "Bearer t", "host", hostOf("rest")],
    });
    const added = ["X-Amzn-Trace-Id", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto"];
    const names = [...kept.filter((_, index) => index % 2 === 0), "Authorization", "Host", ...added];
    expect(Object.keys(headers).sort()).toEqual(names.sort());
  });

  test("may have 10,240 bytes behind API Gateway, with the request line", async () => {
    for (const [api, status] of [
      ["rest", 431],
      ["http", 431],
      ["url", 200],
      ["alb", 200],
    ] as const) {
      const large = { path: "/", headers: ["X-Large", "x".repeat(10_240)] };
      expect([api, (await send(lambda.url(api), large)).status]).toEqual([api, status]);
      expect(
        (await send(lambda.url(api), { path: "/", headers: ["X-Large", "x".repeat(9000)] })).status,
      ).toBe(200);
    }
    for (const headers of [
      ["A", "x".repeat(17_000)],
      Array.from({ length: 10 }, () => ["A", "x".repeat(8000)]).flat(),
    ])
      expect((await send(lambda.url("alb"), { headers })).status).toBe(400);
  });
});

describe("a request that a front does not pass on", () => {
  test("is one for another protocol, behind a load balancer: 400", async () => {
    const headers = ["Connection", "Upgrade", "Upgrade", "websocket"];
    const { status, body } = await send(lambda.url("alb"), { headers });
    expect([status, body.toString()]).toEqual([400, expect.stringContaining("400 Bad Request")]);
  });

  test("is one whose event is too large for Lambda: 413", async () => {
    const body = "x".repeat(6 * 1024 * 1024);
    const headers = ["Content-Type", "text/plain"];
    const [rest, url] = [
      await send(lambda.url("rest"), { method: "POST", headers, body }),
      await send(lambda.url("url"), { method: "POST", headers, body }),
    ];
    expect([rest.status, rest.body.toString()]).toEqual([413, '{"message":"Request Too Long"}']);
    expect([url.status, JSON.parse(url.body.toString())]).toEqual([
      413,
      { Message: "Request must be smaller than 6291456 bytes for the InvokeFunction operation" },
    ]);
  });
});

test("a streaming handler behind a Function URL is refused with 501 and the reason, not answered with a guess", async () => {
  const { status, body } = await send(lambda.url("stream"));
  expect([status, body.toString()]).toEqual([501, expect.stringContaining("a streamed response")]);
});

describe("a Function URL with AWS_IAM", () => {
  /** The event of a request that the SDK signs, as it does for Lambda. */
  async function callSigned(region: string): Promise<string> {
    const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
    const client = new LambdaClient({ endpoint: lambda.url("signed"), region, credentials, maxAttempts: 1 });
    const { Payload } = await client.send(new InvokeCommand({ FunctionName: "any", Payload: "{}" }));
    client.destroy();
    return Buffer.from(Payload ?? []).toString();
  }

  test("refuses a request that is not signed with Lambda's text", async () => {
    for (const headers of [[], ["Authorization", "Bearer token"]]) {
      const { status, headers: answered, body } = await send(lambda.url("signed"), { headers });
      expect([status, answered["x-amzn-errortype"], JSON.parse(body.toString())]).toEqual([
        403,
        "AccessDeniedException",
        {
          Message:
            "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
        },
      ]);
    }
  });

  test("gives the function the caller of a request that is signed", async () => {
    const { requestContext } = JSON.parse(await callSigned("us-east-1")).event;
    expect(requestContext).toMatchObject({
      accountId: "000000000000",
      authentication: null,
      authorizer: {
        iam: {
          accessKey: "AKIAEXAMPLE",
          accountId: "000000000000",
          callerId: "local",
          cognitoIdentity: null,
          principalOrgId: null,
          userArn: "arn:aws:iam::000000000000:user/local",
          userId: "local",
        },
      },
    });
    const query = new URLSearchParams({
      "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
      "X-Amz-Credential": "AKIAQUERY/20260101/us-east-1/lambda/aws4_request",
      "X-Amz-Signature": "0".repeat(64),
    });
    const presigned = await send(lambda.url("signed"), { path: `/?${query}` });
    expect(JSON.parse(presigned.body.toString()).event.requestContext.authorizer.iam.accessKey).toBe(
      "AKIAQUERY",
    );
  });

  test("answers a signature for another region with 501 and the reason", async () => {
    await expect(callSigned("eu-west-1")).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 } });
  });
});

test("the request id of a Function URL is that of the invocation", async () => {
  const { headers, body } = await send(lambda.url("url"));
  const { requestId, event } = JSON.parse(body.toString());
  expect([requestId, event.requestContext.requestId]).toEqual([
    headers["x-amzn-requestid"],
    headers["x-amzn-requestid"],
  ]);
});
