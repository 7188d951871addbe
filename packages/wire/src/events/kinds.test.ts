import { describe, expect, test } from "vitest";
import { decodeRecord } from "../records.ts";
import { decodeDeadLetter } from "./dead-letter.ts";
import { decodeDestination } from "./destination.ts";
import { decodeErrorObject } from "./durable.ts";
import { decodeStepFunctions } from "./step-functions.ts";

const requestContext = { requestId: "r", condition: "RetryAttemptsExhausted", approximateInvokeCount: 1 };

describe("a destination's record", () => {
  test("whose response is null was an error read as a success", () => {
    const record = { requestContext, responseContext: null, KafkaBatchInfo: {} };
    expect(decodeDestination(record)).toMatchObject({
      errorType: "RetryAttemptsExhausted",
      execution: "unknown",
    });
  });

  test("is found behind the record of a success", () => {
    const success = { requestContext: { condition: "Success" } };
    const Records = [success, { requestContext }].map((record) => ({ body: JSON.stringify(record) }));
    expect(decodeDestination({ Records })).toMatchObject({ requestId: "r" });
  });
});

describe("an event that was not delivered", () => {
  const attribute = (text: string) => ({ stringValue: text, StringValue: text, Value: text });
  const attributes = {
    ERROR_CODE: attribute("NO_PERMISSIONS"),
    ERROR_MESSAGE: attribute("m"),
    RETRY_ATTEMPTS: attribute("0"),
  };
  const message = { Body: "{}", MessageAttributes: attributes };

  test.each([
    ["EventBridge", message],
    ["EventBridge, as an event", { Records: [{ body: "{}", messageAttributes: attributes }] }],
    ["EventBridge, behind SNS", { Body: JSON.stringify({ Message: "{}", MessageAttributes: attributes }) }],
  ])("is a dead letter of %s", (_what, value) => {
    const read = { errorType: "NO_PERMISSIONS", message: "m", execution: "none" };
    expect(decodeDeadLetter(value)).toMatchObject(read);
    expect(decodeRecord(value)).toMatchObject(read);
  });

  test("may have arrived where it was tried again, whatever the last attempt was refused for", () => {
    const again = { ...attributes, RETRY_ATTEMPTS: attribute("2") };
    expect(decodeDeadLetter({ Body: "{}", MessageAttributes: again })?.execution).toBe("unknown");
    const { ERROR_CODE: _, ...others } = attributes;
    const uncoded = { ...others, ERROR_CODE: {} };
    expect(decodeDeadLetter({ Body: "{}", MessageAttributes: uncoded })).toMatchObject({
      errorType: undefined,
      execution: "unknown",
    });
  });

  test.each(["busArn", "subscriberArn", "attemptsMade", "lambdaArn", "rawData", "deliveryStreamARN"])(
    "is known by its code and by %s",
    (name) => {
      expect(decodeRecord({ errorCode: "E", [name]: "arn" })).toMatchObject({ errorType: "E" });
      expect(decodeRecord({ errorCode: 7, [name]: "arn" })).toBeUndefined();
    },
  );

  test("reports who gave up and the target, which may have been called", () => {
    const undelivered = { wire: "dead-letter", reportedBy: "platform", execution: "unknown" };
    const resourceArn = "arn:aws:pipes:eu-west-1:123456789012:pipe/orders";
    const refused = { message: "Rate exceeded.", httpStatusCode: 429, requestId: "r" };
    for (const [value, expected] of [
      [
        { context: { partnerResourceArn: "arn", condition: "RecordAgeExceeded" } },
        { errorType: "RecordAgeExceeded", message: "The event was not delivered" },
      ],
      [
        { resourceArn, error: refused },
        { message: "Rate exceeded.", status: 429, requestId: "r" },
      ],
      [
        { resourceArn, error: { ...refused, httpStatusCode: 200 } },
        { message: "Rate exceeded.", requestId: "r" },
      ],
      [
        {
          ruleName: "r",
          failures: [null, { failedAction: "Lambda", failedResource: "f", errorMessage: "m" }],
        },
        { errorType: "Lambda", message: "m", functionName: "f" },
      ],
      [
        { errorCode: "E", errorMessage: "m", busArn: "b", targetArn: "t" },
        { errorType: "E", message: "m", functionName: "t" },
      ],
      [
        { errorCode: "Lambda.FunctionError", errorMessage: "m", lambdaArn: "f" },
        { errorType: "Lambda.FunctionError", message: "m", functionName: "f", execution: "started" },
      ],
    ] as const)
      expect(decodeDeadLetter(value), JSON.stringify(value)).toEqual({
        ...{ ...undelivered, payload: value, ...expected },
      });
  });

  test("is not a record that has one of its members alone", () => {
    for (const other of [
      { context: { condition: "RecordAgeExceeded" } },
      { ruleName: "r" },
      { failures: [{ failedAction: "LambdaAction" }] },
    ])
      expect(decodeRecord(other)).toBeUndefined();
  });

  test("does not claim that the function started: a custom event bus, Firehose", () => {
    const record = { errorCode: "THROTTLED", errorMessage: "m", busArn: "b", subscriberArn: "s" };
    for (const value of [record, { Body: JSON.stringify(record) }])
      expect(decodeRecord(value)).toMatchObject({ errorType: "THROTTLED", execution: "unknown" });
    const failed = { errorCode: "Lambda.InvokeAccessDenied", errorMessage: "m", rawData: "" };
    expect(decodeRecord(failed)).toMatchObject({
      errorType: "Lambda.InvokeAccessDenied",
      execution: "unknown",
    });
    expect(decodeRecord({ errorCode: "AccessDenied", errorMessage: "m" })?.execution).toBeUndefined();
  });
});

test("records in Kafka and Kinesis, of pipes and of rules of IoT were errors read as a success", () => {
  const base64 = btoa(JSON.stringify({ requestContext }));
  for (const value of [
    { eventSource: "aws:kafka", records: { "failures-0": [{ topic: "failures", value: base64 }] } },
    { Records: [{ kinesis: { data: base64 } }] },
    [{ value: JSON.stringify({ requestContext }) }],
  ])
    expect(decodeRecord(value)).toMatchObject({ wire: "destination", requestId: "r" });
  const pipe = {
    context: { partnerResourceArn: "arn:aws:pipes:eu-west-1:1:pipe/p", condition: "RecordAgeExceeded" },
  };
  expect(decodeRecord(pipe)).toMatchObject({ wire: "dead-letter", errorType: "RecordAgeExceeded" });
  const failures = [{ failedAction: "LambdaAction", failedResource: "arn", errorMessage: "m" }];
  expect(decodeRecord({ ruleName: "r", failures })).toMatchObject({ functionName: "arn", message: "m" });
});

test("a dead letter without a message was a MalformedFault", () => {
  const attributes = { RequestID: { StringValue: "r" }, ErrorCode: { StringValue: "200" } };
  expect(decodeDeadLetter({ Body: "{}", MessageAttributes: attributes })).toMatchObject({
    fallback: { message: "The invocation failed without a message" },
    execution: "started",
  });
});

describe("Step Functions", () => {
  test("another service's refusal claimed that no function ran", () => {
    const told = (service: string) =>
      `m (Service: ${service}, Status Code: 424, Request ID: r) (SDK Attempt Count: 1)`;
    const execution = (name: string, service: string) =>
      decodeStepFunctions({ Error: name, Cause: told(service) })?.execution;
    expect(execution("LexRuntimeV2.DependencyFailedException", "LexRuntimeV2")).toBe("unknown");
    expect(execution("BedrockAgentRuntime.ThrottlingException", "BedrockAgentRuntime")).toBe("unknown");
    // A worker can pass on any text under a name of its own.
    expect(execution("MyError", "Lambda")).toBe("unknown");
    expect(execution("Lambda.ResourceNotFoundException", "Lambda")).toBeUndefined();
  });

  test("the manifest of a Distributed Map is an error where executions failed", () => {
    const manifest = (FAILED: object[]) => ({
      MapRunArn: "arn",
      ResultFiles: { FAILED, PENDING: [], SUCCEEDED: [] },
    });
    const message = "Executions failed: a/FAILED_0.json, a/FAILED_1.json";
    const files = [{ Key: "a/FAILED_0.json", Size: 9 }, { Key: "a/FAILED_1.json" }];
    expect(decodeStepFunctions(manifest(files))).toMatchObject({ message, execution: "unknown" });
    expect(decodeStepFunctions(manifest([]))).toBeUndefined();
  });

  test("a time-out without details and an execution that waits for its redrive were successes", () => {
    for (const details of [{}, { lambdaFunctionTimedOutEventDetails: null }])
      expect(decodeStepFunctions({ id: 5, type: "LambdaFunctionTimedOut", ...details })).toMatchObject({
        errorType: "States.Timeout",
      });
    expect(decodeStepFunctions({ ...failed, Status: "PENDING_REDRIVE" })).toMatchObject(read);
  });

  const cause = { errorType: "Boom", errorMessage: "m" };
  const failed = { ExecutionArn: "a", Status: "FAILED", Error: "Boom", Cause: JSON.stringify(cause) };
  const read = { errorType: "Boom", message: "m" };

  test.each([
    ["an opened cause", { error: "Boom", cause }],
    ["a file of a Distributed Map", [failed]],
    ["a list of executions", { executions: [{ executionArn: "a", status: "SUCCEEDED" }, failed] }],
    ["a deeper ResultPath", { a: { b: { Error: "Boom", Cause: JSON.stringify(cause) } } }],
  ])("is read from %s", (_what, value) => {
    expect(decodeStepFunctions(value)).toMatchObject(read);
  });

  test("reads a history by how it ended, in either order", () => {
    const lost = {
      id: 2,
      type: "LambdaFunctionTimedOut",
      lambdaFunctionTimedOutEventDetails: { error: "E" },
    };
    const end = {
      id: 3,
      type: "ExecutionFailed",
      executionFailedEventDetails: { error: "Boom", cause: "m" },
    };
    expect(decodeStepFunctions(lost)).toMatchObject({ errorType: "E", execution: "unknown" });
    expect(decodeStepFunctions({ events: [end, lost] })).toMatchObject(read);
    expect(decodeStepFunctions({ events: [lost] })).toMatchObject({ errorType: "E" });
    expect(decodeStepFunctions({ events: [lost, { id: 4, type: "ExecutionSucceeded" }] })).toBeUndefined();
  });

  test("reads a hostile cause before the test runs out of time", () => {
    const Cause = `m (Service: A; Status Code: 1; Request ID: ${"a".repeat(400_000)}) z`;
    expect(decodeStepFunctions({ Error: "X", Cause })).toMatchObject({ message: Cause });
  });
});

test("a success has an empty place for an error, and is not one", () => {
  for (const value of [
    { Success: true, ErrorMessage: null },
    { ok: true, errorMessage: null },
    { ok: true, errorMessage: "", errorType: "" },
    { otherDetails: { ErrorMessage: "m" } },
    { ok: true, Error: null, Cause: null },
  ])
    expect(decodeRecord(value)).toBeUndefined();
});

test("a durable execution that ended without an error object is an error", () => {
  expect(decodeErrorObject({ DurableExecutionArn: "a", Status: "TIMED_OUT" })).toMatchObject({
    execution: "unknown",
  });
  expect(decodeErrorObject({ DurableExecutionArn: "a", Status: "SUCCEEDED" })).toBeUndefined();
});

test("hostile members of records are read and do not throw", () => {
  const hostile = JSON.parse('{"toString":1,"valueOf":1}');
  for (const value of [
    { requestContext: { condition: "X", approximateInvokeCount: hostile } },
    { ErrorMessage: "m", StackTrace: [hostile] },
    { type: "platform.report", time: "t", record: { status: hostile, errorType: "E" } },
    [{ PayloadChunk: {} }, null, { InvokeComplete: { ErrorCode: "E" } }],
  ])
    expect(decodeRecord(value)).toBeDefined();
});

describe("the whole history of a durable execution", () => {
  const error = { Error: { Payload: { ErrorType: "E", ErrorMessage: "m" } } };
  const step = { EventId: 2, EventType: "StepFailed", StepFailedDetails: error };
  const failed = {
    EventId: 4,
    EventType: "ExecutionFailed",
    ExecutionFailedDetails: { Error: { Payload: { ErrorType: "Last" } } },
  };

  test("is the error of its end, whatever its order", () => {
    for (const Events of [
      [step, failed],
      [failed, step],
    ])
      expect(decodeErrorObject({ Events })).toMatchObject({ errorType: "Last", execution: "started" });
  });

  test("is the last failure where the execution goes on, and nothing where it succeeded", () => {
    expect(decodeErrorObject({ Events: [step] })).toMatchObject({ errorType: "E" });
    const end = { EventId: 4, EventType: "ExecutionSucceeded", ExecutionSucceededDetails: {} };
    expect(decodeErrorObject({ Events: [step, end] })).toBeUndefined();
    const next = { EventId: 5, EventType: "StepStarted", StepStartedDetails: {} };
    expect(decodeErrorObject({ Events: [step, next] })).toMatchObject({ errorType: "E" });
  });

  test("of an execution that was stopped, the error claimed that its function ran", () => {
    const stopped = {
      DurableExecutionArn: "arn",
      Status: "STOPPED",
      Error: { ErrorType: "Stop", ErrorMessage: "m" },
    };
    expect(decodeErrorObject(stopped)).toMatchObject({ errorType: "Stop", execution: "unknown" });
  });
});

test("a dead letter whose code is not a status has none, and one without a code is not one of Lambda", () => {
  const letter = (ErrorCode: object) => ({
    messageAttributes: {
      RequestID: { stringValue: "r-1" },
      ErrorMessage: { stringValue: "m" },
      ...ErrorCode,
    },
  });
  for (const stringValue of ["none", "", "600", "NaN"])
    expect(decodeDeadLetter(letter({ ErrorCode: { stringValue } }))?.status).toBeUndefined();
  expect(decodeDeadLetter(letter({}))).toBeUndefined();
  const code = { ErrorCode: { stringValue: "429" } };
  expect(decodeDeadLetter(letter(code))).toMatchObject({
    ...{ status: 429, reportedBy: "service", execution: "unknown" },
  });
  expect(decodeDeadLetter({ messageAttributes: code })).toBeUndefined();
});

test("a record that is neither base64 nor JSON is not opened, and ends nothing", () => {
  const inside = btoa(JSON.stringify({ requestContext: { condition: "RetriesExhausted" } }));
  const records = { "topic-0": [{ value: "ey!" }, { value: "eyJh" }, { value: 7 }, { value: inside }] };
  expect(decodeDestination({ records })).toMatchObject({ errorType: "RetriesExhausted" });
});

describe("the Scheduler", () => {
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  const request = {
    FunctionName: "arn:aws:lambda:us-east-1:123456789012:function:f",
    InvocationType: "Event",
    Payload: "{}",
  };
  const letter = (code: string, attempts = "0", more: object = {}) => ({
    MessageId: "m",
    Body: JSON.stringify(request),
    MessageAttributes: {
      ...{ ERROR_CODE: text(code), ERROR_MESSAGE: text("m"), RETRY_ATTEMPTS: text(attempts) },
      TARGET_ARN: text("arn:aws:scheduler:::aws-sdk:lambda:invoke"),
      SCHEDULE_ARN: text("arn:aws:scheduler:us-east-1:123456789012:schedule/default/s"),
      ...more,
    },
  });

  test("calls a function by a request to Lambda, which names it, and whose refusal is proof if it was the only one", () => {
    expect(decodeRecord(letter("ResourceNotFoundException"))).toMatchObject({
      errorType: "ResourceNotFoundException",
      functionName: request.FunctionName,
      execution: "none",
    });
    expect(decodeRecord(letter("TooManyRequestsException", "3"))?.execution).toBe("unknown");
    for (const code of ["AWS.Scheduler.InternalServerError", "ServiceException", "EFSIOException"])
      expect(decodeRecord(letter(code))?.execution, code).toBe("unknown");
  });

  test("proves nothing about a function by the refusal of another service, nor names one", () => {
    const TARGET_ARN = text("arn:aws:scheduler:::aws-sdk:sqs:sendMessage");
    expect(decodeRecord(letter("ResourceNotFoundException", "0", { TARGET_ARN }))).toMatchObject({
      ...{ functionName: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", execution: "unknown" },
    });
    for (const Body of ["no JSON", "[]", '{"FunctionName":7}', undefined])
      expect(decodeRecord({ ...letter("E"), Body })?.functionName).toBeUndefined();
  });
});

describe("a custom event bus", () => {
  const record = {
    ...{ version: "1.0", busArn: "b", subscriberArn: "s", targetArn: "t", errorMessage: "m" },
    ...{ exhaustedRetryCondition: "MaximumRetryAttempts", retryAttempts: 0, errorCode: "ACCESS_DENIED" },
    failedMessages: [{ eventId: "1", targetRequestId: "" }],
  };

  test("did not call its target where the only attempt was denied", () => {
    expect(decodeRecord(record)).toMatchObject({ errorType: "ACCESS_DENIED", execution: "none" });
    for (const other of [{ retryAttempts: 5 }, { retryAttempts: "0" }, { errorCode: "CUSTOMER_VALIDATION" }])
      expect(decodeRecord({ ...record, ...other })?.execution).toBe("unknown");
  });

  test("has the id of the request to its target where it was one", () => {
    const of = (...ids: unknown[]) =>
      decodeRecord({ ...record, failedMessages: ids.map((targetRequestId) => ({ targetRequestId })) });
    expect(of("r-1", "r-1")?.requestId).toBe("r-1");
    for (const ids of [["r-1", "r-2"], [""], [7], []]) expect(of(...ids)?.requestId).toBeUndefined();
    for (const failedMessages of [null, "text", [null]])
      expect(decodeRecord({ ...record, failedMessages })?.requestId).toBeUndefined();
  });
});

describe("the log of a pipe", () => {
  const record = {
    ...{ executionId: "e", timestamp: "1704068000000", messageType: "TargetInvocationFailed" },
    ...{ resourceArn: "arn:aws:pipes:eu-west-1:123456789012:pipe/orders", logLevel: "ERROR" },
    error: { httpStatusCode: 200, message: "Function error", awsService: "Lambda", requestId: "r-1" },
  };
  const thrown = {
    errorType: "OrderNotFound",
    errorMessage: "no order",
    trace: ["OrderNotFound: no order", '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"}}'],
  };

  test("has the fault that the function threw, where execution data are logged; believed only if it is declared", () => {
    for (const data of [
      { awsResponse: JSON.stringify(thrown) },
      { awsResponse: JSON.stringify({ StatusCode: 200, Payload: JSON.stringify(thrown) }) },
      { awsResponse: { payload: thrown } },
      { error: { ...record.error, details: JSON.stringify(thrown) } },
    ])
      expect(decodeRecord({ ...record, ...data })).toMatchObject({
        ...{ wire: "dead-letter", errorType: undefined, message: "Function error", execution: "unknown" },
        embedded: {
          ...{ errorType: "OrderNotFound", message: "no order", details: { orderId: "o-1" } },
          ...{ wire: "dead-letter", execution: "started", requestId: "r-1" },
        },
      });
  });

  test("has none in a response that is cut, or that is a result", () => {
    for (const awsResponse of [
      '{"errorType":"E","erro',
      "{}",
      '{"errorType":7}',
      "text",
      7,
      '{"Payload":{"Payload":{"Payload":{"errorType":"E"}}}}',
    ])
      expect(decodeRecord({ ...record, awsResponse })?.embedded).toBeUndefined();
    const { error: _, ...wentWell } = record;
    expect(decodeRecord(wentWell)).toBeUndefined();
    expect(decodeRecord({ ...record, resourceArn: "arn:aws:states:a:1:x:pipes:y" })).toBeUndefined();
  });
});

test("the log of a failed delivery of SNS is an error, of one that arrived none", () => {
  const destination = "arn:aws:lambda:us-east-1:123456789012:function:f";
  const delivery = { deliveryId: "d", destination, attempts: 1, statusCode: 403 };
  const refused = JSON.stringify({ ErrorCode: "AccessDeniedException", ErrorMessage: "not allowed" });
  const log = { notification: { messageId: "m", topicArn: "t" }, status: "FAILURE" };
  expect(decodeRecord({ ...log, delivery: { ...delivery, providerResponse: refused } })).toMatchObject({
    ...{ wire: "dead-letter", errorType: "AccessDeniedException", message: "not allowed", status: 403 },
    ...{ functionName: destination, execution: "unknown" },
  });
  expect(decodeRecord({ ...log, delivery: { providerResponse: "Unreachable" } })).toMatchObject({
    ...{ errorType: undefined, message: "Unreachable", execution: "unknown" },
  });
  expect(decodeRecord({ ...log, delivery, status: "SUCCESS" })).toBeUndefined();
  expect(decodeRecord({ status: "FAILURE", delivery })).toBeUndefined();
});

describe("a dead letter whose event is a record itself claimed the execution of that record", () => {
  const record = {
    requestContext: { ...requestContext, condition: "ZeroReservedConcurrency", approximateInvokeCount: 0 },
    responseContext: null,
  };
  const text = (value: string) => ({
    StringValue: value,
    stringValue: value,
    Value: value,
    DataType: "String",
  });
  const ofLambda = { ErrorCode: text("200"), RequestID: text("r-2"), ErrorMessage: text("boom") };
  const ofRule = { ERROR_CODE: text("NO_PERMISSIONS"), ERROR_MESSAGE: text("m"), RETRY_ATTEMPTS: text("3") };

  test.each([
    ["of Lambda", { Body: JSON.stringify(record), MessageAttributes: ofLambda }, "started"],
    [
      "of Lambda, as an event",
      { Records: [{ body: JSON.stringify(record), messageAttributes: ofLambda }] },
      "started",
    ],
    [
      "of a rule for destinations",
      { Body: JSON.stringify({ source: "lambda", detail: record }), MessageAttributes: ofRule },
      "unknown",
    ],
  ])("%s", (_what, value, execution) => {
    for (const decode of [decodeRecord, decodeDeadLetter])
      expect(decode(value)).toMatchObject({ wire: "dead-letter", execution });
    expect(decodeDestination(value)).toBeUndefined();
  });

  test("of several, the first is read, of whichever kind", () => {
    const letter = { Body: "{}", MessageAttributes: ofLambda };
    const other = { Body: JSON.stringify(record) };
    expect(decodeRecord({ Messages: [letter, other] })?.wire).toBe("dead-letter");
    expect(decodeRecord({ Messages: [other, letter] })?.wire).toBe("destination");
  });
});

test("a destination is read through SNS and SQS, with raw delivery and without", () => {
  const record = { requestContext, responsePayload: { errorType: "E", errorMessage: "m" } };
  const body = JSON.stringify(record);
  const notification = {
    Type: "Notification",
    MessageId: "n",
    TopicArn: "t",
    Message: body,
    MessageAttributes: {},
  };
  for (const value of [
    notification,
    { MessageId: "m", Body: JSON.stringify(notification) },
    { MessageId: "m", Body: body },
    { Records: [{ messageId: "m", body: JSON.stringify(notification), messageAttributes: {} }] },
    { Records: [{ messageId: "m", body, messageAttributes: {} }] },
    { Records: [{ EventSource: "aws:sns", Sns: notification }] },
    { Records: [{ messageId: "m", body: JSON.stringify({ Records: [{ Sns: notification }] }) }] },
  ])
    expect(decodeRecord(value)).toMatchObject({ wire: "destination", errorType: "E", requestId: "r" });
});
