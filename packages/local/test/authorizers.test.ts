import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiConfig, type Local, local } from "../src/index.ts";

let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      authorize: "authorize.handler",
      simple: "authorize.simple",
      show: "authorize.show",
      closed: { handler: "authorize.handler", reservedConcurrency: 0 },
    },
    apis: {
      rest: {
        type: "rest",
        stage: "dev",
        apiKeys: ["key-of-ada"],
        apiKeySource: "AUTHORIZER",
        authorizers: {
          token: { type: "token", function: "authorize", identityValidationExpression: ".*[a-zA-Z].*" },
          request: {
            type: "request",
            function: "authorize",
            identitySource: "method.request.header.Authorization, method.request.querystring.tenant",
          },
          uncached: { type: "request", function: "authorize", authorizerResultTtlInSeconds: 0 },
          closed: { type: "token", function: "closed" },
        },
        routes: {
          "GET /orders/{id}": { function: "show", authorizer: "token" },
          "GET /request": { function: "show", authorizer: "request" },
          "GET /uncached/{id}": { function: "show", authorizer: "uncached" },
          "GET /key": { function: "show", authorizer: "token", apiKeyRequired: true },
          "GET /closed": { function: "show", authorizer: "closed" },
          "GET /mapped": {
            function: "show",
            authorizer: "token",
            template:
              '{"tenant":"$context.authorizer.tenant","level":"$context.authorizer.level","who":"$context.authorizer.principalId"}',
            responses: [
              {
                statusCode: 200,
                headers: { "X-Tenant": "context.authorizer.tenant" },
                template: "$input.path('$.body')",
              },
            ],
          },
        },
        gatewayResponses: {
          ACCESS_DENIED: {
            headers: { "X-Error": "context.authorizer.errorType" },
            template: '{"why":"$context.authorizer.errorType","text":$context.error.messageString}',
          },
        },
      },
      plain: {
        type: "rest",
        authorizers: { token: { type: "token", function: "authorize" } },
        routes: { "GET /orders": { function: "show", authorizer: "token" } },
      },
      http: {
        type: "http",
        authorizers: {
          policy: { type: "request", function: "authorize", identitySource: "$request.header.Authorization" },
          one: {
            type: "request",
            function: "authorize",
            authorizerPayloadFormatVersion: "1.0",
            identitySource: "$request.header.Authorization,$request.querystring.tenant",
          },
          simple: {
            type: "request",
            function: "simple",
            enableSimpleResponses: true,
            identitySource: "$request.header.Authorization,$context.routeKey",
            authorizerResultTtlInSeconds: 60,
          },
        },
        routes: {
          "GET /policy/{id}": { function: "show", authorizer: "policy" },
          "GET /one": { function: "show", authorizer: "one" },
          "GET /simple": { function: "show", authorizer: "simple" },
        },
      },
    },
  });
});

afterAll(() => lambda.close());

async function get(api: string, path: string, authorization?: string) {
  const headers: Record<string, string> = authorization === undefined ? {} : { Authorization: authorization };
  const response = await fetch(lambda.url(api, path), { headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    errorType: response.headers.get("x-amzn-errortype"),
  };
}

/** The payloads with which the authorizer was asked. */
const asked = (name: string) => lambda.runs(name).map(({ payload }) => payload as Record<string, unknown>);

describe("a token authorizer of a REST API", () => {
  test("gets the token and the ARN of the method, and its context is the function's", async () => {
    const { status, text } = await get("rest", "/orders/7?x=1", "Allow");
    expect(status).toBe(200);
    expect(asked("authorize").at(-1)).toEqual({
      type: "TOKEN",
      authorizationToken: "Allow",
      methodArn: "arn:aws:execute-api:us-east-1:000000000000:rest/dev/GET/orders/7",
    });
    expect(JSON.parse(text).requestContext.authorizer).toEqual({
      tenant: "acme",
      level: "3",
      admin: "true",
      errorType: "PlanExpired",
      principalId: "ada",
      integrationLatency: expect.any(Number),
    });
  });

  test("is asked once for a token in five minutes, by the clock of the test", async () => {
    const before = asked("authorize").length;
    await get(
      "rest",
      "/orders/1",
      'return:{"principalId":"x","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}',
    );
    const again = () =>
      get(
        "rest",
        "/orders/2",
        'return:{"principalId":"x","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}}',
      );
    expect((await again()).status).toBe(200);
    expect(asked("authorize").length - before).toBe(1);
    await lambda.clock.advance({ seconds: 301 });
    expect((await again()).status).toBe(200);
    expect(asked("authorize").length - before).toBe(2);
  });

  test("gives a policy that is kept its say about other methods too", async () => {
    await lambda.reset();
    expect((await get("rest", "/orders/7", "Allow")).status).toBe(200);
    expect((await get("rest", "/orders/8", "Allow")).status).toBe(403);
    expect(asked("authorize")).toHaveLength(1);
  });

  test.each([
    ["no token", undefined, 401, "UnauthorizedException", '{"message":"Unauthorized"}'],
    ["a token that breaks the expression", "123", 401, "UnauthorizedException", '{"message":"Unauthorized"}'],
    [
      "the word Unauthorized",
      "throw:Unauthorized",
      401,
      "UnauthorizedException",
      '{"message":"Unauthorized"}',
    ],
    ["another error", "throw:Unauthorized!", 500, "AuthorizerConfigurationException", '{"message":null}'],
    [
      "an answer without a policy",
      'return:{"principalId":"x"}',
      500,
      "AuthorizerConfigurationException",
      '{"message":null}',
    ],
    [
      "an answer without a principal",
      'return:{"policyDocument":{"Statement":[]}}',
      500,
      "AuthorizerConfigurationException",
      '{"message":null}',
    ],
    [
      "a context with a list in it",
      'return:{"principalId":"x","policyDocument":{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]},"context":{"roles":[]}}',
      500,
      "AuthorizerConfigurationException",
      '{"message":null}',
    ],
    [
      "a denial",
      "Deny",
      403,
      "AccessDeniedException",
      '{"why":"PlanExpired","text":"User is not authorized to access this resource with an explicit deny in an identity-based policy"}',
    ],
    [
      "a policy for something else",
      "other",
      403,
      "AccessDeniedException",
      '{"why":"PlanExpired","text":"User is not authorized to access this resource"}',
    ],
  ])("answers %s as API Gateway does", async (_, token, status, errorType, text) => {
    const before = lambda.runs("show").length;
    expect(await get("rest", "/orders/9", token)).toMatchObject({ status, errorType, text });
    expect(lambda.runs("show")).toHaveLength(before);
  });

  test("has the message of a denial in Message, and its context in a gateway response's headers", async () => {
    const { text } = await get("plain", "/orders", "Deny");
    expect(Object.keys(JSON.parse(text))).toEqual(["Message"]);
    expect((await get("rest", "/orders/9", "Deny")).headers.get("x-error")).toBe("PlanExpired");
  });

  test("that Lambda does not run is an error of configuration", async () => {
    expect(await get("rest", "/closed", "Allow")).toMatchObject({ status: 500, text: '{"message":null}' });
    using injection = lambda.fail("authorize", { with: "ServiceException" });
    expect((await get("plain", "/orders", "Allow")).status).toBe(500);
    expect(injection.fired).toBe(1);
  });

  test("has its context in templates and mapped headers", async () => {
    const { text, headers } = await get("rest", "/mapped", "Allow:mapped");
    expect(JSON.parse(text)).toEqual({ tenant: "acme", level: "3", who: "ada" });
    expect(headers.get("x-tenant")).toBe("acme");
  });

  test("names the API key of its caller", async () => {
    expect((await get("rest", "/key", "Allow:key")).status).toBe(200);
    const other = `return:${JSON.stringify({ principalId: "x", policyDocument: { Statement: { Effect: "Allow", Action: "*", Resource: "*" } } })}`;
    expect(await get("rest", "/key", other)).toMatchObject({
      status: 403,
      errorType: "ForbiddenException",
      text: '{"message":"Forbidden"}',
    });
  });
});

describe("a request authorizer of a REST API", () => {
  test("gets the request, empty members as empty objects", async () => {
    expect((await get("rest", "/uncached/7", "Allow")).status).toBe(200);
    const event = asked("authorize").at(-1) as { headers: Record<string, string> };
    expect(event).toMatchObject({
      type: "REQUEST",
      methodArn: "arn:aws:execute-api:us-east-1:000000000000:rest/dev/GET/uncached/7",
      resource: "/uncached/{id}",
      path: "/uncached/7",
      httpMethod: "GET",
      queryStringParameters: {},
      pathParameters: { id: "7" },
      stageVariables: {},
      requestContext: { resourcePath: "/uncached/{id}", stage: "dev", identity: { sourceIp: "127.0.0.1" } },
    });
    expect(event.headers.Authorization).toBe("Allow");
    expect(event).not.toHaveProperty("body");
  });

  test("without one of its identity sources is not asked", async () => {
    const before = asked("authorize").length;
    expect((await get("rest", "/request", "Allow")).status).toBe(401);
    expect((await get("rest", "/request?tenant=", "Allow")).status).toBe(401);
    expect(asked("authorize")).toHaveLength(before);
    expect((await get("rest", "/request?tenant=a", "Allow")).status).toBe(200);
    await get("rest", "/request?tenant=a", "Allow");
    expect(asked("authorize")).toHaveLength(before + 1);
    await get("rest", "/request?tenant=b", "Allow");
    expect(asked("authorize")).toHaveLength(before + 2);
  });

  test("that keeps nothing is asked each time, whatever is missing", async () => {
    const before = asked("authorize").length;
    await get("rest", "/uncached/7", "Allow");
    await get("rest", "/uncached/7", "Allow");
    expect((await get("rest", "/uncached/7")).status).toBe(500);
    expect(asked("authorize")).toHaveLength(before + 3);
  });
});

describe("a Lambda authorizer of an HTTP API", () => {
  test("gets format 2.0, and its context is in requestContext.authorizer.lambda", async () => {
    const { status, text } = await get("http", "/policy/7?a=1&a=2", "Allow");
    expect(status).toBe(200);
    expect(asked("authorize").at(-1)).toMatchObject({
      version: "2.0",
      type: "REQUEST",
      routeArn: "arn:aws:execute-api:us-east-1:000000000000:http/$default/GET/policy/7",
      identitySource: ["Allow"],
      routeKey: "GET /policy/{id}",
      rawPath: "/policy/7",
      rawQueryString: "a=1&a=2",
      headers: { authorization: "Allow" },
      queryStringParameters: { a: "1,2" },
      pathParameters: { id: "7" },
      requestContext: { http: { method: "GET", path: "/policy/7" }, stage: "$default" },
    });
    expect(JSON.parse(text).requestContext.authorizer).toEqual({
      lambda: { tenant: "acme", level: 3, admin: true, errorType: "PlanExpired" },
    });
  });

  test("gets format 1.0", async () => {
    expect((await get("http", "/one?tenant=acme", "Allow")).status).toBe(200);
    expect(asked("authorize").at(-1)).toMatchObject({
      version: "1.0",
      type: "REQUEST",
      methodArn: "arn:aws:execute-api:us-east-1:000000000000:http/$default/GET/one",
      identitySource: "Allow,acme",
      authorizationToken: "Allow,acme",
      resource: "/one",
      httpMethod: "GET",
      queryStringParameters: { tenant: "acme" },
      pathParameters: {},
    });
  });

  test.each([
    ["policy", "/policy/1", undefined, 401, "Unauthorized"],
    ["policy", "/policy/1", "Deny", 403, "Forbidden"],
    ["policy", "/policy/1", "other", 403, "Forbidden"],
    ["policy", "/policy/1", "throw:Unauthorized", 401, "Unauthorized"],
    ["policy", "/policy/1", "throw:x", 500, "Internal Server Error"],
    ["policy", "/policy/1", 'return:{"isAuthorized":true}', 500, "Internal Server Error"],
    ["one", "/one", "Allow", 401, "Unauthorized"],
    ["simple", "/simple", "no", 403, "Forbidden"],
    ["simple", "/simple", "perhaps", 500, "Internal Server Error"],
    ["simple", "/simple", "throw:Unauthorized", 401, "Unauthorized"],
  ])("%s at %s answers %s with %i", async (_, path, token, status, message) => {
    const answer = await get("http", path, token);
    expect([answer.status, answer.text]).toEqual([status, JSON.stringify({ message })]);
    expect(answer.errorType).toBeNull();
    expect(answer.headers.get("apigw-requestid")).toMatch(/=$/);
  });

  test("with simple responses may have any JSON in its context, and is kept for its time", async () => {
    const before = asked("simple").length;
    const { text } = await get("http", "/simple", "yes");
    expect(JSON.parse(text).requestContext.authorizer).toEqual({ lambda: { tenant: "acme", roles: ["a"] } });
    await get("http", "/simple", "yes");
    expect(asked("simple")).toHaveLength(before + 1);
    await lambda.clock.advance({ minutes: 1 });
    await get("http", "/simple", "yes");
    expect(asked("simple")).toHaveLength(before + 2);
  });
});

const functions = { f: "authorize.handler" };
const api = (config: object) => ({ functions, apis: { a: config as ApiConfig } });
const withAuthorizer = (type: string, authorizer: object) =>
  api({ type, routes: {}, authorizers: { x: authorizer } });

test.each<[string, ReturnType<typeof api>, string]>([
  [
    "an authorizer that is not there",
    api({ type: "rest", routes: { "GET /": { function: "f", authorizer: "jwt" } } }),
    "api a: GET /: there is no authorizer jwt; there are none",
  ],
  [
    "a kind of authorizer that a REST API has not",
    withAuthorizer("rest", { type: "jwt", issuer: "https://x", audience: ["a"] }),
    'api a: authorizers.x.type is one of token, request; it is "jwt"',
  ],
  [
    "a function that is not there",
    withAuthorizer("rest", { type: "token", function: "g" }),
    "api a: there is no function g; there are f",
  ],
  [
    "a token from the query",
    withAuthorizer("rest", { type: "token", function: "f", identitySource: "method.request.querystring.t" }),
    "api a: authorizers.x.identitySource is method.request.header.<name> for a token",
  ],
  [
    "an expression that Java refuses",
    withAuthorizer("rest", { type: "token", function: "f", identityValidationExpression: "(" }),
    'api a: authorizers.x.identityValidationExpression "(" cannot be run',
  ],
  [
    "answers that are kept for nothing",
    withAuthorizer("rest", { type: "request", function: "f" }),
    "api a: authorizers.x: answers are kept by the identitySource; name one, or set authorizerResultTtlInSeconds to 0",
  ],
  [
    "a time above an hour",
    withAuthorizer("rest", { type: "token", function: "f", authorizerResultTtlInSeconds: 3601 }),
    "authorizerResultTtlInSeconds is in seconds, from 0 to 3600; it is 3601",
  ],
  [
    "simple responses of format 1.0",
    withAuthorizer("http", {
      type: "request",
      function: "f",
      enableSimpleResponses: true,
      authorizerPayloadFormatVersion: "1.0",
    }),
    "api a: authorizers.x: format 1.0 has no simple responses",
  ],
  [
    "an identity source of a REST API in an HTTP API",
    withAuthorizer("http", { type: "request", function: "f", identitySource: "method.request.header.A" }),
    "api a: authorizers.x.identitySource has $request.header.<name>",
  ],
  [
    "scopes of a Lambda authorizer",
    api({
      type: "http",
      authorizers: { x: { type: "request", function: "f" } },
      routes: { "GET /": { function: "f", authorizer: "x", authorizationScopes: ["a"] } },
    }),
    "api a: GET /: authorizationScopes are for JWT authorizers; remove them",
  ],
])("refuses %s and says what to do", async (_, options, message) => {
  const root = `${import.meta.dirname}/functions`;
  await expect(local({ root, ...options })).rejects.toThrow(message);
});
