import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local, type MockIntegration } from "../src/index.ts";
import { send } from "./send.ts";

/* Mock integrations, mapping templates by content type, passthrough, and what a method declares. */

const root = `${import.meta.dirname}/functions`;
const functions = { scripted: "scripted.handler" };
const OK = [{ statusCode: 200 }];
const mock = (template: string, more: Partial<MockIntegration["mock"]> = {}): MockIntegration => ({
  mock: { template, responses: OK, ...more },
});
/** As the CDK makes it of `defaultCorsPreflightOptions` with two origins: github.com/aws/aws-cdk, aws-apigateway/lib/resource.ts. */
const CDK_ORIGINS = `#set($origin = $input.params().header.get("Origin"))
#if($origin == "")
  #set($origin = $input.params().header.get("origin"))
#end
#if($origin.matches("https://a.example") || $origin.matches("https://b.example"))
  #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)
#end`;
const FORM = "application/x-www-form-urlencoded";
const byType = {
  "application/json": '{"return":"json"}',
  "Application/X-WWW-Form-Urlencoded": '{"return":"$util.escapeJavaScript($input.body)"}',
};
const custom = (more: object) => ({ function: "scripted", responses: OK, ...more });

let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root,
    functions,
    origins: ["https://b.example", "https://c.example"],
    apis: {
      rest: {
        type: "rest",
        routes: {
          "GET /cdk": mock("{ statusCode: 200 }"),
          "OPTIONS /origins": mock("{ statusCode: 200 }", {
            responses: [
              {
                statusCode: 204,
                headers: { "Access-Control-Allow-Origin": "'https://a.example'", Vary: "'Origin'" },
                template: { "application/json": CDK_ORIGINS },
              },
            ],
            methodResponses: [{ statusCode: 204, headers: ["Access-Control-Allow-Origin", "Vary"] }],
          }),
          "GET /serverless": mock("{statusCode:200}", { responses: [{ statusCode: 200, template: "" }] }),
          "GET /items/{id}": mock('{"statusCode":200}', {
            responses: [
              { statusCode: 200, template: '{"statusCode": 200, "id": $input.params().path.id}' },
              { statusCode: 404, selectionPattern: "4\\d{2}", template: "none" },
            ],
          }),
          "POST /chosen": mock(`{"statusCode": $input.path('$.status')}`, {
            responses: [{ statusCode: 200 }, { statusCode: 404, selectionPattern: "4\\d{2}" }],
          }),
          "GET /early": mock(
            '#set($context.responseOverride.status = 444)#set($context.responseOverride.header.foo = "bar"){"statusCode": 200}',
            { methodResponses: [200] },
          ),
          "GET /text": mock('{"statusCode": "200"}'),
          "GET /nothing": mock("none"),
          "GET /bare": { mock: { responses: OK } },
          "GET /undeclared": mock('{"statusCode": 200}', { methodResponses: [201] }),
          "GET /accepts": mock('{"statusCode": 200}', {
            responses: [{ statusCode: 200, template: { "application/json": "{}", "text/html": "<p>" } }],
          }),
          "GET /html": mock('{"statusCode": 200}', {
            responses: [{ statusCode: 200, template: { "text/html": "<p>" } }],
          }),
          "POST /match": custom({ template: byType }),
          "POST /templates": custom({ template: byType, passthroughBehavior: "WHEN_NO_TEMPLATES" }),
          "POST /no-templates": custom({ passthroughBehavior: "WHEN_NO_TEMPLATES" }),
          "POST /never": custom({ template: byType, passthroughBehavior: "NEVER" }),
          "POST /never-any": custom({ passthroughBehavior: "NEVER" }),
        },
      },
    },
  });
});

afterAll(() => lambda.close());

const answerOf = async (path: string, method = "GET", headers: readonly string[] = [], body = "") => {
  const answer = await send(lambda.url("rest"), { path, method, headers, body });
  return { ...answer, text: answer.body.toString() };
};

describe("a mock integration", () => {
  test("answers by the status that its request template renders, also without quotes", async () => {
    for (const path of ["/cdk", "/serverless"])
      expect(await answerOf(path)).toMatchObject({
        status: 200,
        text: "",
        headers: { "content-type": "application/json" },
      });
    expect(await answerOf("/items/42")).toMatchObject({ status: 200, text: '{"statusCode": 200, "id": 42}' });
    expect(lambda.runs("scripted")).toHaveLength(0);
  });

  test("chooses its response by the status", async () => {
    for (const status of [200, 403, 404]) {
      const body = JSON.stringify({ status });
      expect((await answerOf("/chosen", "POST", [], body)).status).toBe(status === 200 ? 200 : 404);
    }
  });

  test("answers preflights of several origins, as the CDK makes them", async () => {
    for (const [headers, allowed] of [
      [["Origin", "https://b.example"], "https://b.example"],
      [["Origin", "https://c.example"], "https://a.example"],
      [[], "https://a.example"],
    ] as const) {
      const { status, ...answer } = await answerOf("/origins", "OPTIONS", headers);
      expect(status).toBe(204);
      expect(answer.headers).toMatchObject({ "access-control-allow-origin": allowed, vary: "Origin" });
    }
  });

  test("has the status and the headers that its request template sets", async () => {
    expect(await answerOf("/early")).toMatchObject({ status: 444, headers: { foo: "bar" }, text: "" });
  });

  test.each(["/text", "/nothing", "/bare", "/undeclared"])(
    "is a 500 without a status that is a number, or that the method declares: %s",
    async (path) => {
      expect(await answerOf(path)).toMatchObject({
        status: 500,
        text: '{"message": "Internal server error"}',
      });
    },
  );
});

describe("a response template", () => {
  test("is the one for the type that the client accepts, which is the type of the response", async () => {
    for (const [accept, type, text] of [
      ["application/json", "application/json", "{}"],
      ["text/html, */*", "text/html", "<p>"],
    ] as const) {
      const answer = await answerOf("/accepts", "GET", ["Accept", accept]);
      expect([answer.headers["content-type"], answer.text]).toEqual([type, text]);
    }
    expect(await answerOf("/html")).toMatchObject({ text: "<p>", headers: { "content-type": "text/html" } });
  });

  test("is not guessed where there are several and none is accepted: 501", async () => {
    expect((await answerOf("/accepts", "GET", ["Accept", "image/png"])).status).toBe(501);
  });
});

describe("a request's content type", () => {
  const post = (path: string, type?: string) =>
    answerOf(path, "POST", type === undefined ? [] : ["Content-Type", type], '{"return":"as it is"}');

  test.each(["/match", "/templates", "/never"])("chooses the template of %s", async (path) => {
    for (const type of [undefined, "application/json", "Application/JSON; charset=utf-8"])
      expect((await post(path, type)).text).toBe('"json"');
    expect((await post(path, FORM)).text).toBe('"{\\"return\\":\\"as it is\\"}"');
  });

  test("without a template passes the body on, or is a 415", async () => {
    for (const [path, status] of [
      ["/match", 200],
      ["/templates", 415],
      ["/no-templates", 200],
      ["/never", 415],
      ["/never-any", 415],
    ] as const) {
      const { text, headers, ...answer } = await post(path, "text/plain");
      expect([path, answer.status]).toEqual([path, status]);
      expect(text).toBe(status === 200 ? '"as it is"' : '{"message":"Unsupported Media Type"}');
      if (status === 415) expect(headers["x-amzn-errortype"]).toBe("BadRequestException");
    }
  });
});

describe("what is refused when local starts", () => {
  const start = (route: object) =>
    // The cast: wrong configurations do not compile.
    local({
      root,
      functions,
      apis: { shop: { type: "rest", routes: { "GET /": route } } },
    } as unknown as Parameters<typeof local>[0]);
  const mapped = (methodResponses: readonly unknown[]) =>
    custom({ responses: [{ statusCode: 400, headers: { "X-Amzn-ErrorType": "'E'" } }], methodResponses });

  test("is a header that the method does not declare, in API Gateway's words", async () => {
    const mapping = "Invalid mapping expression parameter specified: method.response.header.X-Amzn-ErrorType";
    for (const [responses, error] of [
      [[200], "No method response exists for method."],
      [[400], mapping],
      [[{ statusCode: 400, headers: ["Retry-After"] }], mapping],
    ] as const)
      await expect(start(mapped(responses))).rejects.toThrow(
        `api shop: GET /: the response 400 sets X-Amzn-ErrorType, which methodResponses does not declare; API Gateway answers "Invalid mapping expression specified: Validation Result: warnings : [], errors : [${error}]"`,
      );
    const service = await start(mapped([{ statusCode: 400, headers: ["X-Amzn-ErrorType"] }]));
    await service.close();
  });

  test.each([
    [custom({ passthroughBehavior: "ALWAYS" }), "passthroughBehavior is one of WHEN_NO_MATCH"],
    [custom({ methodResponses: [{ status: 200 }] }), "methodResponses[0]: there is no member status"],
    [custom({ methodResponses: [42] }), "methodResponses[0]: the status is a whole number from 100 to 599"],
    [custom({ template: { "text/plain": 1 } }), 'template["text/plain"] is a text; it is 1'],
    [{ mock: { responses: OK, function: "scripted" } }, "mock: there is no member function"],
    [{ mock: true }, "mock is an object; it is true"],
  ])("is %j", async (route, message) => {
    await expect(start(route)).rejects.toThrow(message);
  });
});
