import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiConfig, type Local, local, type RestMethod } from "../src/index.ts";
import { send } from "./send.ts";

let lambda: Local;

const both = { validateRequestBody: true, validateRequestParameters: true };
const models = {
  Order: {
    $schema: "http://json-schema.org/draft-04/schema#",
    title: "Order",
    type: "object",
    properties: { a: { type: "number" }, b: { type: "number", minimum: 1, exclusiveMinimum: true } },
    required: ["a", "b"],
  },
  Orders: {
    type: "array",
    items: { $ref: "https://apigateway.amazonaws.com/restapis/api12345/models/Order" },
  },
  Status: {
    type: "object",
    properties: {
      status: {
        oneOf: [{ type: "null" }, { $ref: "https://apigateway.amazonaws.com/restapis/x/models/Order" }],
      },
    },
    required: ["status"],
  },
  Customer: {
    definitions: { name: { type: "string", pattern: "^[A-Z]" } },
    type: "object",
    properties: { name: { $ref: "#/definitions/name" }, mail: { type: "string", format: "email" } },
    additionalProperties: false,
  },
};
const json = (name: keyof typeof models): RestMethod => ({
  requestValidator: { validateRequestBody: true },
  requestModels: { "application/json": name },
});

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { show: "authorize.show" },
    apis: {
      shop: {
        type: "rest",
        models,
        apiKeys: ["key-1", "key-2"],
        gatewayResponses: {
          BAD_REQUEST_BODY: { headers: { "X-Why": "'body'" } },
        },
        routes: {
          "POST /nested/{test}": {
            function: "show",
            requestValidator: both,
            requestModels: { "application/json": "Order" },
            requestParameters: {
              "method.request.path.issuer": true,
              "method.request.querystring.qs1": true,
              "method.request.header.x-header-param": true,
              "method.request.header.x-other": false,
            },
          },
          "POST /path/{test}": {
            function: "show",
            requestValidator: { validateRequestParameters: true },
            requestParameters: { "method.request.path.test": true },
            requestModels: { "application/json": "Order" },
          },
          "POST /orders": { function: "show", ...json("Orders") },
          "POST /status": { function: "show", ...json("Status") },
          "POST /customers": { function: "show", ...json("Customer") },
          "POST /any": {
            function: "show",
            requestValidator: { validateRequestBody: true },
            requestModels: { $default: "Order" },
          },
          "POST /off": { function: "show", requestModels: { "application/json": "Order" } },
          "POST /custom": {
            function: "show",
            ...json("Order"),
            responses: [{ statusCode: 200 }],
          },
          "GET /keys": { function: "show", apiKeyRequired: true },
          "GET /signed": { function: "show", authorizationType: "AWS_IAM" },
        },
      },
    },
  });
});

afterAll(() => lambda.close());

async function post(path: string, body: string, headers: readonly string[] = []) {
  const answer = await send(lambda.url("shop"), { method: "POST", path, body, headers });
  return { ...answer, text: answer.body.toString() };
}

const INVALID = '{"message": "Invalid request body"}';

describe("the required parameters of a request", () => {
  test.each<[string, readonly string[], string]>([
    ["/nested/1", [], "x-header-param, issuer, qs1"],
    ["/nested/1?qs1=a", ["x-header-param", "a"], "issuer"],
    ["/nested/1?qs1=", ["x-header-param", "  "], "x-header-param, issuer, qs1"],
    ["/nested/1?QS1=a", ["X-Header-Param", "a"], "x-header-param, issuer, qs1"],
  ])("%s with the headers %j misses %s", async (path, headers, missing) => {
    const answer = await post(path, '{"a":1,"b":2}', headers);
    expect([answer.status, answer.text]).toEqual([
      400,
      `{"message": "Missing required request parameters: [${missing}]"}`,
    ]);
    expect(answer.headers["x-amzn-errortype"]).toBe("BadRequestException");
  });

  test("may be in the path, and a body is not checked with them", async () => {
    expect((await post("/path/1", "no JSON")).status).toBe(200);
  });
});

describe("a body", () => {
  test.each<[string, string, boolean]>([
    ["/orders", '[{"a":1,"b":2}]', true],
    ["/orders", "[]", true],
    ["/orders", '[{"a":1}]', false],
    ["/orders", "{}", false],
    ["/custom", '{"a":1,"b":1}', false],
    ["/custom", '{"a":1,"b":1.5}', true],
    ["/custom", '{"a":"1","b":2}', false],
    ["/custom", "not JSON", false],
    ["/custom", "", false],
    ["/status", '{"status":null}', true],
    ["/status", '{"status":{"a":1,"b":2}}', true],
    ["/status", '{"status":{"a":1}}', false],
    ["/status", "", false],
    ["/customers", '{"name":"Ada"}', true],
    ["/customers", '{"name":"ada"}', false],
    ["/customers", '{"name":"Ada","more":1}', false],
    ["/customers", "", true],
    ["/off", "not JSON", true],
  ])("of %s that is %j: valid is %s", async (path, body, isValid) => {
    for (const headers of [[], ["Content-Type", "application/json; charset=utf-8"]]) {
      const { status, text } = await post(path, body, headers);
      expect([status, isValid || text]).toEqual(isValid ? [200, true] : [400, INVALID]);
    }
  });

  test("of a type without a model is not checked, unless a model is for all others", async () => {
    const type = ["Content-Type", "text/plain"];
    expect((await post("/custom", "not JSON", type)).text).not.toBe(INVALID);
    expect((await post("/any", "not JSON", type)).text).toBe(INVALID);
  });

  test("that is refused has the gateway response BAD_REQUEST_BODY, and calls no function", async () => {
    const before = lambda.runs("show").length;
    const { headers } = await post("/orders", "{}");
    expect(headers).toMatchObject({ "x-amzn-errortype": "BadRequestException", "x-why": "body" });
    expect(headers["x-amzn-trace-id"]).toBeDefined();
    expect(lambda.runs("show")).toHaveLength(before);
  });

  test("in which only a format is wrong is not guessed", async () => {
    expect((await post("/customers", '{"mail":"ada@example.com"}')).status).toBe(200);
    const { status, text } = await post("/customers", '{"mail":"ada"}');
    expect(status).toBe(501);
    expect(text).toContain("a body in which only a format of the model Customer is wrong");
  });
});

describe("an API key", () => {
  const get = (headers: readonly string[]) => send(lambda.url("shop"), { path: "/keys", headers });

  test.each([[[]], [["x-api-key", "key-3"]]])("is required: %j", async (headers) => {
    const { status, body, headers: answered } = await get(headers);
    expect([status, body.toString()]).toEqual([403, '{"message":"Forbidden"}']);
    expect(answered["x-amzn-errortype"]).toBe("ForbiddenException");
  });

  test("lets a request through, and is in the event", async () => {
    const { status, body } = await get(["X-API-Key", "key-2"]);
    expect(status).toBe(200);
    expect(JSON.parse(body.toString()).requestContext.identity).toMatchObject({
      apiKey: "key-2",
      apiKeyId: "key2",
    });
  });
});

describe("a method with AWS_IAM", () => {
  const get = (headers: readonly string[], path = "/signed") => send(lambda.url("shop"), { path, headers });
  const scope = "AKIDEXAMPLE/20260101/us-east-1/execute-api/aws4_request";

  test("refuses a request without a signature", async () => {
    const { status, body, headers } = await get([]);
    expect([status, body.toString()]).toEqual([403, '{"message":"Missing Authentication Token"}']);
    expect(headers["x-amzn-errortype"]).toBe("MissingAuthenticationTokenException");
  });

  test("lets one with a signature through, in the header or in the query, and names its access key", async () => {
    const header = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${"0".repeat(64)}`;
    const query = `/signed?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(scope)}&X-Amz-Signature=0`;
    for (const { body } of [await get(["Authorization", header]), await get([], query)])
      expect(JSON.parse(body.toString()).requestContext.identity).toMatchObject({
        accessKey: "AKIDEXAMPLE",
        accountId: "000000000000",
        userArn: "arn:aws:iam::000000000000:user/local",
      });
  });

  test("does not guess what another Authorization header brings", async () => {
    expect((await get(["Authorization", "Bearer x"])).status).toBe(501);
  });
});

const config = (members: object, method: object = {}) => ({
  functions: { f: "authorize.show" },
  apis: { a: { type: "rest", routes: { "GET /": { function: "f", ...method } }, ...members } as ApiConfig },
});

test.each<[string, ReturnType<typeof config>, string]>([
  [
    "a model that is not there",
    config({ models: { A: {} } }, { requestModels: { "application/json": "B" } }),
    "api a: GET /: requestModels: there is no model B; there are A",
  ],
  [
    "a keyword of a later draft",
    config({ models: { A: { const: 1 } } }),
    "api a: models.A.const: JSON schema of draft 4",
  ],
  [
    "a keyword in a property",
    config({ models: { A: { properties: { x: { nullable: true } } } } }),
    "api a: models.A.properties.x.nullable: JSON schema of draft 4",
  ],
  [
    "a reference to nothing",
    config({ models: { A: { $ref: "https://apigateway.amazonaws.com/restapis/x/models/B" } } }),
    "api a: models.A.$ref: there is no model B; there are A",
  ],
  [
    "a reference to elsewhere",
    config({ models: { A: { $ref: "b.json" } } }),
    "api a: models.A.$ref is #/definitions/",
  ],
  ["a schema that is a text", config({ models: { A: "x" } }), 'api a: models.A is a JSON schema; it is "x"'],
  [
    "a parameter of no part",
    config({}, { requestParameters: { page: true } }),
    'api a: GET /: requestParameters has members such as "method.request.querystring.page": true; it has "page": true',
  ],
  [
    "a validator's member that there is not",
    config({}, { requestValidator: { body: true } }),
    "api a: GET /: requestValidator: there is no member body; there are validateRequestBody",
  ],
  ["keys that are a text", config({ apiKeys: "key" }), 'api a: apiKeys is a list of texts; it is "key"'],
  [
    "a key that is asked for by a text",
    config({}, { apiKeyRequired: "yes" }),
    "api a: GET /: apiKeyRequired is true or false",
  ],
])("refuses %s and says what to do", async (_, options, message) => {
  await expect(local({ root: `${import.meta.dirname}/functions`, ...options })).rejects.toThrow(message);
});
