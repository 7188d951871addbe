import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { explain } from "../src/index.ts";

/* Errors as people paste them: what they are, whether the code ran, and where in the input they are. */

const ID = "6f7f0961-25a9-4e1e-8d1c-2d61d6b4e1bb";
const STREAM = "2026/11/22/[$LATEST]0f7d0961025a94e1e8d1c2d61d6b4e1b";
const thrown = { errorType: "TypeError", errorMessage: "x is not a function", trace: ["TypeError: x"] };
const posted = JSON.stringify(thrown);
const timeout = `2026-11-22T09:00:04.000Z ${ID} Task timed out after 3.00 seconds`;
const logged = `2026-11-22T09:00:00.000Z\t${ID}\tERROR\tInvoke Error \t${posted}`;
const base64 = (text: string) => Buffer.from(text).toString("base64");

const throttled = Object.assign(new Error("Rate Exceeded."), {
  name: "TooManyRequestsException",
  $fault: "client",
  $metadata: { httpStatusCode: 429, requestId: ID, attempts: 1, totalRetryDelay: 0 },
  Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
});
const refused = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:3001"), {
  errno: -111,
  code: "ECONNREFUSED",
  syscall: "connect",
  address: "127.0.0.1",
  port: 3001,
});

const one: Record<string, readonly [text: string, errorType: string, execution: string, wire: string]> = {
  "the payload of a function": [posted, "TypeError", "started", "standard"],
  "a payload with a byte order mark and blank lines": [
    `\ufeff\n${posted}\n\n`,
    "TypeError",
    "started",
    "standard",
  ],
  "a payload as a text in JSON": [JSON.stringify(posted), "TypeError", "started", "standard"],
  "what aws lambda invoke prints": [
    `${posted}{\n    "StatusCode": 200,\n    "FunctionError": "Unhandled",\n    "ExecutedVersion": "$LATEST"\n}\n`,
    ...(["TypeError", "started", "standard"] as const),
  ],
  "what the AWS CLI prints of a refusal": [
    "\nAn error occurred (ResourceNotFoundException) when calling the Invoke operation: Function not found: arn:aws:lambda:us-east-1:1:function:f",
    ...(["ResourceNotFoundException", "unknown", "service"] as const),
  ],
  "a Python traceback": [
    'Traceback (most recent call last):\n  File "a.py", line 3, in <module>\n    client.invoke(FunctionName="f")\nbotocore.errorfactory.TooManyRequestsException: An error occurred (TooManyRequestsException) when calling the Invoke operation (reached max retries: 4): Rate Exceeded.',
    ...(["TooManyRequestsException", "unknown", "service"] as const),
  ],
  "the text of the SDK for Java": [
    "com.amazonaws.services.lambda.model.TooManyRequestsException: Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: 2c5f)",
    ...(["TooManyRequestsException", "unknown", "service"] as const),
  ],
  "the text of the SDK for Go": [
    "operation error Lambda: Invoke, exceeded maximum number of attempts, 3, https response error StatusCode: 429, RequestID: 0f7d, TooManyRequestsException: Rate Exceeded.",
    ...(["TooManyRequestsException", "unknown", "service"] as const),
  ],
  "an exception of the SDK as Node.js prints it": [
    inspect(throttled),
    ...(["TooManyRequestsException", "none", "service"] as const),
  ],
  "an exception that ended a process": [
    `file:///srv/main.js:3\nthrow error;\n^\n\n${inspect(throttled)}\n\nNode.js v24.21.0\n`,
    ...(["TooManyRequestsException", "none", "service"] as const),
  ],
  "a connection that was refused": [inspect(refused), "ECONNREFUSED", "none", "transport"],
  "an error of a program, of which no function is known": [
    "TypeError: x is undefined\n    at main (/srv/main.js:1:1)",
    ...(["TypeError", "unknown", "transport"] as const),
  ],
  "a traceback of an error of a program's own": [
    "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n    x['y']\nKeyError: 'y'",
    ...(["KeyError", "unknown", "transport"] as const),
  ],
  "a line of a log": [logged, "TypeError", "started", "log"],
  "a log tail as Invoke returns it": [
    base64(`START RequestId: ${ID} Version: 1\n${logged}\n`),
    "TypeError",
    "started",
    "log",
  ],
  "a state that failed": [
    JSON.stringify({ Error: "TypeError", Cause: posted }),
    ...(["TypeError", "started", "step-functions"] as const),
  ],
  "a response as curl -i prints it": [
    'HTTP/2 502 \r\ncontent-type: application/json\r\nx-amzn-errortype: InternalServerErrorException\r\n\r\n{"message": "Internal server error"}',
    ...(["InternalServerErrorException", "unknown", "http"] as const),
  ],
  "a response as curl -v prints it": [
    '* Connected to x (10.0.0.1) port 443\n> GET /orders HTTP/2\n> Host: x\n> \n< HTTP/2 403 \n< content-type: application/json\n< x-amzn-errortype: ForbiddenException\n< \n{ [23 bytes data]\n{"message":"Forbidden"}\n* Connection #0 to host x left intact',
    ...(["ForbiddenException", "unknown", "http"] as const),
  ],
  "a subscription to logs": [
    JSON.stringify({
      awslogs: {
        data: gzipSync(
          JSON.stringify({
            messageType: "DATA_MESSAGE",
            logGroup: "g",
            logStream: "s",
            logEvents: [{ id: "1", timestamp: 1, message: logged }],
          }),
        ).toString("base64"),
      },
    }),
    ...(["TypeError", "started", "log"] as const),
  ],
};

describe("one error is explained, pasted as", () => {
  test.each(Object.entries(one))("%s", async (_, [text, errorType, execution, wire]) => {
    const explanations = await explain(text);
    expect(explanations.map((each) => [each.errorType, each.execution, each.wire.id])).toEqual([
      [errorType, execution, wire],
    ]);
  });
});

const several: Record<
  string,
  readonly [text: string, found: readonly (readonly [place: string, errorType: string])[]]
> = {
  "a log": [
    [`START RequestId: ${ID} Version: $LATEST`, logged, `END RequestId: ${ID}`, timeout].join("\n"),
    [
      ["line 2", "TypeError"],
      ["line 4", "Sandbox.Timedout"],
    ],
  ],
  "a log of a function that quotes an error of the SDK for Go": [
    `${logged}\n2026-11-22T09:00:01.000Z\t${ID}\tINFO\toperation error Lambda: Invoke, https response error StatusCode: 429, RequestID: 0f7d, TooManyRequestsException: Rate Exceeded.\n${timeout}`,
    [
      ["line 1", "TypeError"],
      ["line 3", "Sandbox.Timedout"],
    ],
  ],
  "what a program printed, two errors and a log": [
    `${inspect(throttled)}\n${inspect(refused)}\n${logged}`,
    [
      ["", "TooManyRequestsException"],
      ["", "ECONNREFUSED"],
      ["", "TypeError"],
    ],
  ],
  "what aws logs tail prints": [
    [`START RequestId: ${ID}`, logged, timeout]
      .map((line) => `2026-11-22T09:00:00.123000+00:00 ${STREAM} ${line}`)
      .join("\n"),
    [
      ["line 2", "TypeError"],
      ["line 3", "Sandbox.Timedout"],
    ],
  ],
  "what sam logs prints": [
    [`START RequestId: ${ID}`, logged, timeout]
      .map((line) => `${STREAM} 2026-11-22T09:00:00.123000 ${line}`)
      .join("\n"),
    [
      ["line 2", "TypeError"],
      ["line 3", "Sandbox.Timedout"],
    ],
  ],
  "what filter-log-events prints": [
    JSON.stringify({
      events: [logged, `END RequestId: ${ID}`, timeout].map((message) => ({
        logStreamName: STREAM,
        timestamp: 1,
        message,
        ingestionTime: 2,
      })),
    }),
    [
      ["events[0]", "TypeError"],
      ["events[2]", "Sandbox.Timedout"],
    ],
  ],
  "what Logs Insights finds": [
    JSON.stringify({
      results: [
        [
          { field: "@timestamp", value: "t" },
          { field: "@message", value: timeout },
        ],
      ],
    }),
    [["results[0]", "Sandbox.Timedout"]],
  ],
  "the history of an execution": [
    JSON.stringify({
      events: [
        { type: "TaskStateEntered", id: 1, stateEnteredEventDetails: { name: "n", input: "{}" } },
        {
          type: "TaskFailed",
          id: 2,
          taskFailedEventDetails: {
            error: "TypeError",
            cause: posted,
            resource: "invoke",
            resourceType: "lambda",
          },
        },
      ],
    }),
    [["events[1]", "TypeError"]],
  ],
  "messages of a dead-letter queue": [
    JSON.stringify({
      Messages: [1, 2].map((each) => ({
        MessageId: `${each}`,
        Body: "{}",
        MessageAttributes: {
          RequestID: { StringValue: ID, DataType: "String" },
          ErrorCode: { StringValue: "200", DataType: "Number" },
          ErrorMessage: { StringValue: "boom", DataType: "String" },
        },
      })),
    }),
    [
      ["Messages[0]", "Undeclared"],
      ["Messages[1]", "Undeclared"],
    ],
  ],
  "JSON documents in a row": [
    `${posted}\n{"ok":true}\n${posted}`,
    [
      ["document 1", "TypeError"],
      ["document 3", "TypeError"],
    ],
  ],
  "responses in a row": [
    'HTTP/1.1 307 Temporary Redirect\r\nLocation: /b\r\n\r\nHTTP/1.1 429 Too Many Requests\r\nX-Amzn-ErrorType: TooManyRequestsException\r\n\r\n{"message":"Too Many Requests"}',
    [["response 2", "TooManyRequestsException"]],
  ],
  "a HAR file": [
    JSON.stringify({
      log: {
        entries: [
          { response: { status: 200, headers: [], content: { text: "{}" } } },
          {
            response: {
              status: 504,
              headers: [{ name: "Content-Type", value: "application/json" }],
              content: { text: base64('{"message":"Endpoint request timed out"}'), encoding: "base64" },
            },
          },
        ],
      },
    }),
    [["entries[1]", "GatewayFault"]],
  ],
};

describe("several errors are explained with their places, in", () => {
  test.each(Object.entries(several))("%s", async (_, [text, found]) => {
    expect((await explain(text)).map(({ place, errorType }) => [place, errorType])).toEqual(found);
  });
});

test.each([
  ["nothing", ""],
  ["blanks", " \n\t"],
  ["a word", "hello"],
  ["a result", '{"orderId":"o-1"}'],
  ["a list of results", "[1, 2, {}]"],
  ["a successful invocation", '{"StatusCode":200,"ExecutedVersion":"$LATEST"}'],
  ["a successful response", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nfine"],
  [
    "a log without an error",
    `START RequestId: ${ID} Version: 1\n2026-11-22T09:00:00.000Z\t${ID}\tINFO\tall is well\nEND RequestId: ${ID}`,
  ],
])("%s is explained by nothing", async (_, text) => {
  expect(await explain(text)).toEqual([]);
});

test("an explanation has what a person needs, and is JSON", async () => {
  const [first] = await explain(inspect(throttled));
  expect(JSON.parse(JSON.stringify(first))).toEqual({
    place: "",
    errorType: "TooManyRequestsException",
    message: "Rate Exceeded.",
    family: "ServiceFault",
    category: "account",
    status: 429,
    wire: {
      id: "service",
      name: "a refusal of an AWS service, as its API or SDK reports it",
      page: "https://github.com/faultwire/faultwire/blob/main/docs/wires/service-errors.md",
    },
    page: "https://faultwire.github.io/faultwire/errors/lambda/toomanyrequestsexception/",
    execution: "none",
    proof: "Lambda refused the request, and it reserves its exceptions for functions that did not run.",
    meaning: "The request throughput or concurrency limit was exceeded; Reason says which one.",
    advice: "Raise the function's reserved concurrency, or send it fewer events at once.",
    retry: {
      retry: true,
      after: 0,
      because: "The function did not run, and TooManyRequestsException may pass.",
      idempotent: {
        retry: true,
        after: 0,
        because: "The function did not run, and TooManyRequestsException may pass.",
      },
    },
    requestId: ID,
  });
});

test.each([
  ["an error of the platform", timeout, "runtime/sandbox-timedout"],
  ["a class of Ruby's", '{"errorType":"Init<KeyError>","errorMessage":"m"}', "runtime/init-class"],
  ["a gateway", "HTTP/2 403\r\nx-amzn-errortype: ForbiddenException\r\n\r\n{}", "gateway/forbiddenexception"],
  ["a gateway without a type", 'HTTP/2 500\r\n\r\n{"message":"Internal Server Error"}', "gateway/http-500"],
  ["the wrapper", '{"errorType":"ValidationFailed","errorMessage":"m"}', "wrapper/validationfailed"],
  ["a connection", inspect(refused), "connection/econnrefused"],
  ["the code of a function", posted, "function/undeclared"],
])("the error of %s has a page in the atlas", async (_, text, slug) => {
  const [first] = await explain(text);
  expect(first?.page).toBe(`https://faultwire.github.io/faultwire/errors/${slug}/`);
});

test.each([
  [
    "a service that is not Lambda",
    '{"Error":"DynamoDb.ItemCollectionSizeLimitExceededException","Cause":"m (Service: DynamoDb, Status Code: 400, Request ID: r)"}',
  ],
  ["a program", "TypeError: x is undefined\n    at main (/srv/main.js:1:1)"],
])("the error of %s has none", async (_, text) => {
  const [first] = await explain(text);
  expect(first).not.toHaveProperty("page");
});

test("what is not a text is refused", async () => {
  // @ts-expect-error: an object is not a text.
  await expect(explain({})).rejects.toThrow(
    new TypeError("explain(): text is a string; give an object as JSON.stringify(object)"),
  );
});

test.each([
  ["brackets", "[".repeat(200_000)],
  ["lists in lists", "[".repeat(10_000) + "]".repeat(10_000)],
  ["events in events", '{"events":['.repeat(5_000) + "]}".repeat(5_000)],
  ["texts in texts", Array.from({ length: 12 }).reduce((text) => JSON.stringify(text), "x") as string],
  ["an error with members that do not end", `Error: x\n    at y {\n${"  a: {".repeat(50_000)}`],
  ["status lines", "HTTP/1.1 500 x\n".repeat(5_000)],
  ["stack lines", `Error: x${"\n    at y".repeat(50_000)}`],
  ["blank lines", `Error: x${"\n ".repeat(100_000)}`],
  ["errors in brackets", `Error: x\n    at y {\n${"  a: [AError: ".repeat(15_000)}`],
  ["errors without a stack", `Error: x\n    at y {\n${"  a: A: b\n".repeat(15_000)}`],
  ["what is left out", `Error: x\n    at y {\n${"  a: [Object".repeat(15_000)}`],
  ["quotes", `Error: x\n    at y {\n  a: '${"\\'".repeat(100_000)}`],
])("a long text of %s is read, whatever it is", async (_, text) => {
  expect(Array.isArray(await explain(text))).toBe(true);
});
