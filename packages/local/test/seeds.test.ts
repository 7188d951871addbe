import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CustomIntegration, type Local, local } from "../src/index.ts";

/*
 * Every example of two documents, run: "Handle errors in Amazon API Gateway from integrated Lambda functions" and
 * "Handle Lambda errors in API Gateway" (the developer guide). Python runs where the interpreter is on the machine.
 */

const python = interpreter();

function interpreter(): string | undefined {
  try {
    return execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
  } catch {
    // Not found here.
    return undefined;
  }
}

const pythonFunction = (handler: string, choice?: "True" | "False") => ({
  handler: "python.handler",
  timeout: 10,
  environment: {
    PYTHON: python ?? "",
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHON_HANDLER: handler,
    ...(choice && { CHOICE: choice }),
  },
});

const custom = (
  name: string,
  responses: CustomIntegration["responses"],
  more?: Partial<CustomIntegration>,
) => ({
  function: name,
  responses,
  ...more,
});

const regex = [{ statusCode: 200 }, { statusCode: 400, selectionPattern: "Malformed.*" }];

let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions/seeds`,
    functions: {
      fails: pythonFunction("lambda_function.lambda_handler", "True"),
      succeeds: pythonFunction("lambda_function.lambda_handler", "False"),
      "malformed-python": pythonFunction("malformed.lambda_handler"),
      "malformed-node": "node.malformed",
      custom: "node.custom",
      typed: "node.typed",
    },
    apis: {
      proxy: {
        type: "rest",
        routes: { "GET /fails": "fails", "GET /succeeds": "succeeds", "GET /typed": "typed" },
      },
      custom: {
        type: "rest",
        routes: {
          "GET /fails": custom("fails", [{ statusCode: 200 }]),
          "GET /succeeds": custom("succeeds", [{ statusCode: 200 }]),
          "GET /mapped": custom("fails", [
            { statusCode: 200 },
            { statusCode: 500, selectionPattern: "Dummy.*" },
          ]),
          "GET /python": custom("malformed-python", regex),
          "GET /node": custom("malformed-node", regex),
          "GET /other": custom("fails", regex),
          "GET /no-default": custom("fails", regex.slice(1)),
          "GET /undeclared": custom("malformed-node", regex, { methodResponses: [200] }),
          "GET /everything": custom("malformed-node", [{ statusCode: 418, selectionPattern: ".*" }]),
          "GET /everything-python": custom("fails", [{ statusCode: 418, selectionPattern: ".*" }]),
          "GET /star": custom("malformed-node", [
            { statusCode: 200 },
            { statusCode: 400, selectionPattern: "Malformed*" },
          ]),
          "GET /custom": custom("custom", [{ statusCode: 200 }]),
          "GET /template": custom("custom", [
            { statusCode: 200 },
            {
              statusCode: 500,
              selectionPattern: '.*"httpStatus":500.*',
              template: "{ errorMessage: $input.path('$.errorMessage'); }",
            },
          ]),
          "GET /headers": custom("custom", [
            {
              statusCode: 200,
              headers: {
                error_trace_function: "integration.response.body.errorMessage.trace.function",
                error_status: "integration.response.body.errorMessage.httpStatus",
                error_type: "integration.response.body.errorMessage.errorType",
                error_trace: "integration.response.body.errorMessage.trace",
              },
            },
          ]),
        },
      },
    },
  });
});

afterAll(() => lambda[Symbol.asyncDispose]());

const get = async (api: string, path: string) => {
  const response = await fetch(lambda.url(api, path));
  return { status: response.status, headers: response.headers, text: await response.text() };
};

const MALFORMED = { errorMessage: "Malformed input ...", errorType: "Error" };

describe.runIf(python)("handle errors in API Gateway: a Python function", () => {
  test("behind a proxy integration answers with its body, and its error is a 502", async () => {
    expect(await get("proxy", "/succeeds")).toMatchObject({ status: 200, text: '"Hello from Lambda!"' });
    expect(await get("proxy", "/fails")).toMatchObject({
      status: 502,
      text: '{"message": "Internal server error"}',
    });
  });

  test("behind a custom integration answers with all that it returned, and its error is a 200", async () => {
    const { status, text } = await get("custom", "/succeeds");
    expect([status, JSON.parse(text)]).toEqual([200, { statusCode: 200, body: '"Hello from Lambda!"' }]);
    const failure = await get("custom", "/fails");
    expect(failure.status).toBe(200);
    const error = JSON.parse(failure.text);
    expect(Object.keys(error)).toEqual(["errorMessage", "errorType", "requestId", "stackTrace"]);
    expect(error).toMatchObject({ errorMessage: "Dummy error ...", errorType: "Exception" });
    expect(error.requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(error.stackTrace).toHaveLength(1);
    expect(error.stackTrace[0]).toMatch(
      /^ {2}File ".*\/lambda_function\.py", line 7, in lambda_handler\n {4}raise Exception\('Dummy error \.\.\.'\)\n$/,
    );
  });

  test("is mapped by its errorMessage, to the default where nothing matches, and to an error without a default", async () => {
    expect((await get("custom", "/mapped")).status).toBe(500);
    expect((await get("custom", "/other")).status).toBe(200);
    expect(await get("custom", "/no-default")).toMatchObject({
      status: 500,
      text: '{"message": "Internal server error"}',
    });
  });

  test("that says Malformed input ... is a 400 with the standard error", async () => {
    const { status, text } = await get("custom", "/python");
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ errorMessage: "Malformed input ...", errorType: "Exception" });
    expect(text).toMatch(/in lambda_handler\\n {4}raise Exception\('Malformed input \.\.\.'\)\\n/);
  });

  test("is caught by .* whatever it says", async () => {
    expect((await get("custom", "/everything-python")).status).toBe(418);
  });
});

describe("handle Lambda errors in API Gateway: a Node.js function", () => {
  test("passes its type through a proxy integration in X-Amzn-ErrorType", async () => {
    const { status, headers, text } = await get("proxy", "/typed");
    expect([status, headers.get("x-amzn-errortype"), text]).toEqual([
      400,
      "InvalidParameterException",
      '{"message":"no such parameter"}',
    ]);
  });

  test("that says Malformed input ... is a 400 by Malformed.*, with the standard error", async () => {
    const { status, text } = await get("custom", "/node");
    // The guide's `stackTrace` is what the runtime of Node.js calls `trace`.
    const { trace, ...error } = JSON.parse(text);
    expect([status, error]).toEqual([400, MALFORMED]);
    expect(trace[1]).toMatch(/malformed .*\(.*node\.mjs:\d+:\d+\)$/);
  });

  test("is not a 400 by Malformed*, which does not match the whole message", async () => {
    const { status, text } = await get("custom", "/star");
    expect([status, JSON.parse(text)]).toMatchObject([200, MALFORMED]);
  });

  test("is caught by .*, which makes a response the default", async () => {
    expect((await get("custom", "/everything")).status).toBe(418);
  });

  test("is an error of configuration where the method does not declare the status", async () => {
    const { status, headers, text } = await get("custom", "/undeclared");
    expect([status, text]).toEqual([500, '{"message": "Internal server error"}']);
    expect(headers.get("x-amzn-errortype")).toBe("InternalServerErrorException");
  });

  test("passes a custom error on as it is, as a text in errorMessage", async () => {
    const { status, text } = await get("custom", "/custom");
    const { requestId, ...error } = JSON.parse(JSON.parse(text).errorMessage);
    expect(status).toBe(200);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(error).toEqual({
      errorType: "InternalServerError",
      httpStatus: 500,
      trace: { function: "abc()", line: 123, file: "abc.js" },
    });
  });

  test("has its custom error turned into an object by the guide's template", async () => {
    const printed =
      '{ "errorMessage" : { errorType : "InternalServerError", httpStatus : 500, requestId : context.awsRequestId, trace : { "function": "abc()", "line": 123, "file": "abc.js" } } };';
    const { status, text } = await get("custom", "/template");
    // The guide prints neither the quotes of JSON nor the place of the template's semicolon.
    const bare = (document: string) => document.replace(/["\s;]/g, "");
    const id = /"requestId":"([^"]+)"/.exec(text)?.[1] ?? "none";
    expect(status).toBe(500);
    expect(bare(text).replace(id, "context.awsRequestId")).toBe(bare(printed));
  });

  test("has the members of its custom error mapped to headers", async () => {
    const { headers } = await get("custom", "/headers");
    expect(Object.fromEntries([...headers].filter(([name]) => name.startsWith("error_")))).toEqual({
      error_status: "500",
      error_trace: '{"function":"abc()","line":123,"file":"abc.js"}',
      error_trace_function: "abc()",
      error_type: "InternalServerError",
    });
  });
});
