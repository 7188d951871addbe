import { describe, expect, test } from "vitest";
import cases from "../../../cases/async-errors.json" with { type: "json" };
import { decodeBatchResponse } from "./events/batch.ts";
import { decodeDeadLetter } from "./events/dead-letter.ts";
import { decodeDestination } from "./events/destination.ts";
import { decodeErrorObject } from "./events/durable.ts";
import { decodeS3Batch } from "./events/s3-batch.ts";
import { decodeStepFunctions } from "./events/step-functions.ts";
import { decodeAppSync } from "./invokers/appsync.ts";
import { decodeBedrock } from "./invokers/bedrock.ts";
import { decodeCloudFormation } from "./invokers/cloudformation.ts";
import { decodeCognito } from "./invokers/cognito.ts";
import { decodeJsonRpc } from "./invokers/json-rpc.ts";
import { decodeEventStream } from "./lambda-api/event-stream.ts";
import { decodeServiceError } from "./lambda-api/service-error.ts";
import type { WireError } from "./wire-error.ts";

/*
 * Every recorded way an error travels without its caller waiting, each by its own reader. Of a stack only frames are
 * counted here, so Node's header line is not.
 */

const serviceBody = (body: unknown) =>
  decodeServiceError({ status: 429, headers: {}, body: JSON.stringify(body) });
const other: Record<string, (input: unknown) => WireError | undefined> = {
  "durable-error-object": decodeErrorObject,
  "cognito-presignup": decodeCognito,
  "cognito-unrecognizable": decodeCognito,
  "bedrock-function-failure": decodeBedrock,
  "sync-concurrency-body": serviceBody,
};
const readers: Record<string, (input: unknown) => WireError | undefined> = {
  destination: decodeDestination,
  "stream-destination": decodeDestination,
  dlq: decodeDeadLetter,
  undelivered: decodeDeadLetter,
  stepfunctions: decodeStepFunctions,
  appsync: decodeAppSync,
  s3batch: decodeS3Batch,
  cfn: decodeCloudFormation,
  eventstream: decodeEventStream,
  jsonrpc: decodeJsonRpc,
};
/** Records that tell neither type nor message: the reader says what condition they were given up for. */
const GIVEN_UP = /^(?:EventAgeExceeded|RetriesExhausted|RetryAttemptsExhausted)$/;

const errors = cases.filter(({ wire }) => !wire.endsWith("-batch"));
test.each(errors.map((each) => [each.id, each] as const))(
  "%s",
  (id, { wire, input, expect: expected, outcome }) => {
    const read = (other[id] ?? readers[wire])?.(input);
    if (outcome === "success") return expect(read).toBeUndefined();
    const isGivenUp = GIVEN_UP.test(read?.errorType ?? "");
    const isIncomplete = outcome === "unknown";
    const frames =
      read?.remoteStack?.filter(
        (line) => !line.startsWith(`${read.errorType}: `) && !/^Error: /.test(line),
      ) ?? [];
    expect({
      errorType: isGivenUp ? null : (read?.errorType ?? null),
      errorMessage: isGivenUp || isIncomplete ? null : (read?.message ?? null),
      stackFrames: frames.length,
      requestId: read?.requestId ?? null,
    }).toEqual(expected);
  },
);

describe("answers to batches", () => {
  const batches = cases.filter(({ wire }) => wire.endsWith("-batch"));
  test.each(batches.map((each) => [each.id, each] as const))(
    "%s",
    (id, { wire, input, outcome, ...rest }) => {
      const source = wire === "kinesis-batch" ? "stream" : "queue";
      const known = id === "sqs-unknown-id" ? { itemIdentifiers: ["id1", "id2"] } : {};
      const failed = (rest as { failed?: string[] }).failed;
      expect(decodeBatchResponse(input, { source, ...known })).toEqual({
        outcome,
        ...(failed && { failed }),
      });
    },
  );
});

describe("Step Functions", () => {
  const payload = {
    errorType: "OrderNotFound",
    errorMessage: "m",
    trace: [
      "OrderNotFound: m",
      '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"},"status":404}',
      ...Array.from({ length: 900 }, (_, line) => `    at handler (/var/task/index.mjs:${line}:1)`),
    ],
  };
  const whole = JSON.stringify(payload);

  test("brings details, and keeps them where the cause was cut", () => {
    const expected = { errorType: "OrderNotFound", message: "m", details: { orderId: "o-1" }, status: 404 };
    expect(decodeStepFunctions({ Error: "OrderNotFound", Cause: whole })).toMatchObject(expected);
    expect(whole.length).toBeGreaterThan(32_768);
    for (const length of [32_768, 32_767, 32_766, 32_765, 5000, 400]) {
      expect(decodeStepFunctions({ Error: "OrderNotFound", Cause: whole.slice(0, length) })).toMatchObject(
        expected,
      );
    }
  });

  test("is found under the key that a ResultPath gave it", () => {
    expect(
      decodeStepFunctions({ orderId: "o-1", failure: { Error: "States.TaskFailed", Cause: "" } }),
    ).toMatchObject({ errorType: "States.TaskFailed" });
    expect(decodeStepFunctions({ orderId: "o-1", failure: { reason: "x" } })).toBeUndefined();
  });

  test("keeps the type and what is left of a message that was cut", () => {
    const Cause = '{"errorMessage": "a very long mess';
    expect(decodeStepFunctions({ Error: "KeyError", Cause })).toMatchObject({
      errorType: "KeyError",
      message: "a very long mess",
    });
  });

  test.each([
    ["an execution that gives no cause", { status: "FAILED", error: "OrderNotFound" }, "OrderNotFound"],
    ["one that ran out of time", { status: "TIMED_OUT" }, "States.Timeout"],
    ["one that somebody ended", { status: "ABORTED" }, undefined],
  ])("reads %s, wherever it is", (_what, execution, errorType) => {
    const described = { executionArn: "arn", ...execution };
    expect(decodeStepFunctions(described)).toMatchObject({ errorType, execution: "unknown" });
    expect(decodeStepFunctions({ source: "aws.states", detail: described })).toMatchObject({ errorType });
    expect(decodeStepFunctions({ executionArn: "arn", status: "SUCCEEDED", output: "{}" })).toBeUndefined();
  });

  test("reads what a nested execution that ran out of time leaves", () => {
    const Cause = JSON.stringify({ ExecutionArn: "arn", Status: "TIMED_OUT" });
    expect(decodeStepFunctions({ Error: "States.TaskFailed", Cause })?.errorType).toBe("States.Timeout");
  });

  test("reports one request only where the text proves it", () => {
    const text = (more: string) => ({
      Error: "Lambda.TooManyRequestsException",
      Cause: `Rate Exceeded. (Service: Lambda, Status Code: 429, Request ID: r-1)${more}`,
    });
    expect(decodeStepFunctions(text(" (SDK Attempt Count: 1)"))).toMatchObject({
      reportedBy: "service",
      status: 429,
      message: "Rate Exceeded.",
    });
    expect(decodeStepFunctions(text(" (SDK Attempt Count: 1)"))?.execution).toBeUndefined();
    expect(decodeStepFunctions(text(" (SDK Attempt Count: 3)"))?.execution).toBe("unknown");
    expect(decodeStepFunctions(text(""))?.execution).toBe("unknown");
  });
});

describe("an envelope", () => {
  const requestId = "11111111-2222-4333-8444-555555555555";
  const record = {
    requestContext: { requestId, condition: "RetriesExhausted", approximateInvokeCount: 3 },
    responseContext: { functionError: "Unhandled" },
    responsePayload: { errorType: "OrderNotFound", errorMessage: "m" },
  };
  const attributes = {
    RequestID: { Value: requestId },
    ErrorCode: { Value: "200" },
    ErrorMessage: { Value: "m" },
  };
  const notification = (Message: object, MessageAttributes = {}) =>
    JSON.stringify({ Type: "Notification", Message: JSON.stringify(Message), MessageAttributes });
  const envelopes: readonly (readonly [string, (text: string) => unknown])[] = [
    ["a message", (body) => ({ messageId: "1", body, messageAttributes: {} })],
    ["an event of SQS", (body) => ({ Records: [{ body, messageAttributes: {} }] })],
    ["what ReceiveMessage answers", (Body) => ({ Messages: [{ Body }] })],
    ["the batch of a pipe", (body) => [{ body }]],
    ["the batch of a pipe that opened it", (body) => [{ body: JSON.parse(body) }]],
  ];

  test.each(envelopes)("may be %s", (_what, wrap) => {
    const told = { errorType: "OrderNotFound", message: "m", requestId };
    expect(decodeDestination(wrap(JSON.stringify(record)))).toMatchObject(told);
    expect(decodeDestination(wrap(JSON.stringify({ "detail-type": "x", detail: record })))).toMatchObject(
      told,
    );
    expect(decodeDestination(wrap(notification(record)))).toMatchObject(told);
    expect(decodeDeadLetter(wrap(notification({ orderId: "o-1" }, attributes)))).toMatchObject({
      message: "m",
      requestId,
    });
    expect(decodeDeadLetter(wrap(JSON.stringify(record)))).toBeUndefined();
  });

  test("is opened seven levels down, members and lists, and no further: one can hold itself", () => {
    const nested = (depth: number): object => (depth === 0 ? record : { detail: nested(depth - 1) });
    const listed = (depth: number): object => (depth === 0 ? record : [listed(depth - 1)]);
    for (const wrap of [nested, listed]) {
      expect(decodeDestination(wrap(7))).toMatchObject({ requestId });
      expect(decodeDestination(wrap(8))).toBeUndefined();
    }
  });

  test("is not a response, whose body is its caller's, nor a list in the place of a text", () => {
    expect(decodeDestination({ statusCode: 200, body: JSON.stringify(record) })).toBeUndefined();
    expect(decodeDestination({ value: [JSON.stringify(record)] })).toBeUndefined();
    expect(decodeDestination({ detail: null, body: JSON.stringify(record) })).toMatchObject({ requestId });
  });
});

test("the error of a durable execution is found where the service reports it", () => {
  const error = { ErrorType: "OrderNotFound", ErrorMessage: "m", ErrorData: '{"orderId":"o-1"}' };
  for (const told of [
    { DurableExecutionArn: "arn", Status: "FAILED", Error: error },
    { EventType: "StepFailed", StepFailedDetails: { Error: { Payload: error, Truncated: false } } },
    { ExecutionFailedDetails: { Error: { Payload: error } } },
    { Status: "FAILED", Error: error },
  ]) {
    expect(decodeErrorObject(told)).toMatchObject({
      wire: "durable",
      errorType: "OrderNotFound",
      message: "m",
      details: { orderId: "o-1" },
      payload: told,
    });
  }
  expect(decodeErrorObject({ Status: "FAILED", Error: { ErrorType: "E" } })).not.toHaveProperty("details");
  expect(decodeErrorObject({ StepSucceededDetails: { Result: { Payload: "x" } } })).toBeUndefined();
});

test("the platform's own words bring the request id through AppSync", () => {
  const requestId = "11111111-2222-4333-8444-555555555555";
  const message = `RequestId: ${requestId} Error: Task timed out after 3.00 seconds`;
  expect(decodeAppSync({ data: null, errors: [{ errorType: "Lambda:Unhandled", message }] })).toMatchObject({
    requestId,
  });
});

test("a GraphQL response without data is an error too, and any other list of errors is not", () => {
  const errors = [{ errorType: "UnauthorizedException", message: "m" }];
  expect(decodeAppSync({ errors })).toMatchObject({ errorType: "UnauthorizedException", message: "m" });
  expect(decodeAppSync({ errors: [{ reason: "m" }] })).toBeUndefined();
  expect(decodeAppSync({ errors: [] })).toBeUndefined();
});
