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

describe("Step Functions", () => {
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

  test("reads a hostile cause in linear time", () => {
    const Cause = `m (Service: A; Status Code: 1; Request ID: ${"a".repeat(400_000)}) z`;
    const start = performance.now();
    decodeStepFunctions({ Error: "X", Cause });
    expect(performance.now() - start).toBeLessThan(2000);
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
