import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CustomIntegration, type Local, local } from "../src/index.ts";

let lambda: Local;

const scripted = (responses: CustomIntegration["responses"], template?: string) => ({
  function: "scripted",
  responses,
  ...(template !== undefined && { template }),
});

const OVERRIDE = `#set($error = $util.parseJson($input.path('$.errorMessage')))
#set($context.responseOverride.status = $error.httpStatus)
#set($context.responseOverride.header.X-Amzn-ErrorType = $error.errorType)
#if($error.retryAfter)
#set($context.responseOverride.header["Retry-After"] = "$error.retryAfter")
#end
{"message":"$error.message","requestId":"$context.requestId"}`;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { scripted: "scripted.handler" },
    apis: {
      rest: {
        type: "rest",
        routes: {
          "POST /mapped": scripted([
            {
              statusCode: 404,
              selectionPattern: '.*"errorType":"OrderNotFound".*',
              headers: {
                "X-Amzn-ErrorType": "integration.response.body.errorMessage.errorType",
                "X-Details": "integration.response.body.errorMessage.details",
                "X-First": "integration.response.body.errorMessage.details['tags'][0]",
                "X-Missing": "integration.response.body.errorMessage.nope",
                "X-Failed": "integration.response.header.X-Amz-Function-Error",
                "X-Fixed": "'yes'",
                "X-Request": "context.requestId",
                "Content-Type": "'application/problem+json'",
                "WWW-Authenticate": "'Bearer'",
              },
            },
            { statusCode: 400, selectionPattern: "Malformed.*" },
            { statusCode: 503, selectionPattern: "(?s).*try again.*" },
            {
              statusCode: 200,
              headers: {
                "X-Failed": "integration.response.header.X-Amz-Function-Error",
                "X-A": "integration.response.body.a",
              },
            },
          ]),
          "POST /empty": scripted([{ statusCode: 200, selectionPattern: "" }]),
          "POST /some": scripted([{ statusCode: 200 }, { statusCode: 500, selectionPattern: "(\\n|.)+" }]),
          "POST /any": scripted([{ statusCode: 200 }, { statusCode: 500, selectionPattern: "(\\n|.)*" }]),
          "POST /override": scripted([
            { statusCode: 500, selectionPattern: ".+", template: OVERRIDE },
            { statusCode: 200 },
          ]),
          "POST /twice": scripted([
            {
              statusCode: 200,
              template:
                "#set($context.responseOverride.status = 400)\n#set($context.responseOverride.status = 401)\n{}",
            },
          ]),
          "POST /odd": scripted([
            { statusCode: 201, template: "#set($context.responseOverride.status = 99)\n{}" },
          ]),
          "POST /guess": scripted([
            { statusCode: 200, template: "$util.escapeJavaScript($input.path('$'))" },
          ]),
          "POST /early": scripted(
            [{ statusCode: 200, template: "$context.responseOverride.custom $input.json('$')" }],
            `#set($context.responseOverride.status = 444)
#set($context.responseOverride.header.foo = "bar")
#set($context.responseOverride.custom = "is also passed around")
{"return": 1}`,
          ),
          "POST /orders/{id}": scripted(
            [{ statusCode: 200 }],
            `{"return": {"id": "$input.params('id')", "body": $input.json('$'), "query": "$input.params('q')"}}`,
          ),
        },
      },
    },
  });
});

afterAll(() => lambda[Symbol.asyncDispose]());

const post = async (path: string, body: unknown, contentType = "application/json") => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": contentType };
  const response = await fetch(lambda.url("rest", path), { method: "POST", headers, body: text });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const details = { orderId: "o-1", tags: ["late"] };
const notFound = JSON.stringify({
  errorType: "OrderNotFound",
  httpStatus: 404,
  message: "no such order",
  details,
});

describe("the response of a custom integration", () => {
  test.each([
    ["matches the whole errorMessage", { throw: { message: "Malformed input ..." } }, 400],
    ["does not match a part of it", { throw: { message: "is Malformed" } }, 200],
    ["has dots that match no newline", { throw: { message: "Malformed\ninput" } }, 200],
    ["has dots that match one where the pattern says so", { throw: { message: "a\ntry again\n" } }, 503],
    ["is no matter of what a function returns", { return: { errorMessage: "Malformed" } }, 200],
    ["is no matter of the errorType", { throw: { name: "Malformed", message: "x" } }, 200],
  ])("%s", async (_, script, status) => {
    expect((await post("/mapped", script)).status).toBe(status);
  });

  test.each([
    ["/empty", "an empty pattern is that of the default", 200, 200],
    ["/some", "what needs a character catches no success", 200, 500],
    ["/any", "what matches nothing catches successes too", 500, 500],
  ])("%s: %s", async (path, _, success, failure) => {
    expect((await post(path, { return: 1 })).status).toBe(success);
    expect((await post(path, { throw: { message: "two\nlines" } })).status).toBe(failure);
  });

  test("is an error that says so where the answer is nested deeper than anyone tried", async () => {
    const message = "[".repeat(500) + "]".repeat(500);
    const { status, text } = await post("/override", { throw: { message } });
    expect(status).toBe(501);
    expect(text).toContain("nested more than 400 deep");
  });

  test("passes the function's answer through, to the byte", async () => {
    const { text } = await post("/mapped", { throw: { name: "Named", message: notFound } });
    expect(text.startsWith(`{"errorType":"Named","errorMessage":${JSON.stringify(notFound)},"trace":[`)).toBe(
      true,
    );
    expect((await post("/mapped", { return: { a: 1.5 } })).text).toBe('{"a":1.5}');
  });
});

describe("the headers of a custom integration", () => {
  test("are mapped out of the JSON in errorMessage, of the answer's headers, of texts and of the context", async () => {
    const { headers } = await post("/mapped", { throw: { message: notFound } });
    expect(headers.get("x-amzn-errortype")).toBe("OrderNotFound");
    expect(headers.get("x-details")).toBe(JSON.stringify(details));
    expect(headers.get("x-first")).toBe("late");
    expect(headers.get("x-missing")).toBeNull();
    expect(headers.get("x-failed")).toBe("Unhandled");
    expect(headers.get("x-fixed")).toBe("yes");
    expect(headers.get("x-request")).toBe(headers.get("x-amzn-requestid"));
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(headers.get("x-amzn-remapped-www-authenticate")).toBe("Bearer");
  });

  test("are mapped from a result that is not an error", async () => {
    const { headers } = await post("/mapped", { return: { a: 7 } });
    expect([headers.get("x-a"), headers.get("x-failed"), headers.get("content-type")]).toEqual([
      "7",
      null,
      "application/json",
    ]);
  });
});

describe("a mapping template", () => {
  test("overrides status and headers, and writes the body", async () => {
    const { status, headers, text } = await post("/override", { throw: { message: notFound } });
    expect(status).toBe(404);
    expect(headers.get("x-amzn-errortype")).toBe("OrderNotFound");
    expect(headers.get("retry-after")).toBeNull();
    expect(JSON.parse(text)).toEqual({
      message: "no such order",
      requestId: headers.get("x-amzn-requestid"),
    });
    const message = JSON.stringify({ errorType: "Busy", httpStatus: 503, message: "later", retryAfter: 5 });
    const busy = await post("/override", { throw: { message } });
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([503, "5"]);
  });

  test("that overrides a status twice is an error of configuration", async () => {
    expect(await post("/twice", { return: 1 })).toMatchObject({
      status: 500,
      text: '{"message": "Internal server error"}',
    });
  });

  test("of the request can override the response", async () => {
    const { status, headers, text } = await post("/early", {});
    expect([status, headers.get("foo"), text]).toEqual([444, "bar", "is also passed around 1"]);
  });

  test("whose status is not valid is ignored", async () => {
    expect((await post("/odd", { return: 1 })).status).toBe(201);
  });

  test("on which AWS's behaviour is not known is answered with 501 and the reason", async () => {
    const { status, text } = await post("/guess", { throw: { message: "no JSON" } });
    expect([status, text]).toEqual([
      501,
      "@faultwire/local does not know for sure what AWS makes of this: what escapeJavaScript makes of a list or map.\n",
    ]);
  });

  test("makes the event of the request", async () => {
    const { text } = await post("/orders/o%2F1?q=2", { n: 1 });
    expect(JSON.parse(text)).toEqual({ id: "o%2F1", body: { n: 1 }, query: "2" });
  });

  test("leaves a body of another media type as it is", async () => {
    expect((await post("/orders/1", { return: "as it is" }, "text/plain")).text).toBe('"as it is"');
  });
});

describe("the event of a custom integration", () => {
  test("that is not JSON is refused with Lambda's text", async () => {
    const { status, headers, text } = await post("/mapped", "{nope");
    expect([status, headers.get("x-amzn-errortype")]).toEqual([400, "BadRequestException"]);
    expect(text).toMatch(
      /^\{"message": "Could not parse request body into json: Could not parse payload into json: /,
    );
    expect(lambda.runs("scripted").at(-1)?.payload).not.toBe("{nope");
  });

  test("is an empty object where the request has no body", async () => {
    expect(JSON.parse((await post("/mapped", "")).text)).toMatchObject({ event: {} });
  });
});
