import { describe, expect, test } from "vitest";
import { decodeDestination } from "./destination.ts";

const error = { errorType: "NoSeat", errorMessage: "row 7", stackTrace: ["at a"] };
const record = (more: object, context: object = {}) => ({
  requestContext: { requestId: "r", functionArn: "arn", condition: "RetriesExhausted", ...context },
  ...more,
});

test("the record of an asynchronous invocation has the function's error, and where it came from", () => {
  const value = record({ responseContext: { functionError: "Unhandled" }, responsePayload: error });
  expect(decodeDestination(value)).toEqual({
    ...{ wire: "destination", payload: value, requestId: "r", traceId: undefined, functionName: "arn" },
    ...{ errorType: "NoSeat", message: "row 7", remoteStack: ["at a"], execution: "started" },
  });
});

test("the message of SQS around a record has its trace", () => {
  const attributes = { AWSTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1" };
  const message = { body: JSON.stringify(record({})), attributes };
  expect(decodeDestination({ Records: [message] })?.traceId).toBe("1-5759e988-bd862e3fe1be46a994272793");
});

test("the payload may be a text: the error itself, or its message", () => {
  const read = (responsePayload: unknown) => decodeDestination(record({ responsePayload }));
  expect(read(JSON.stringify(error))).toMatchObject({ errorType: "NoSeat", message: "row 7" });
  expect(read("Task timed out")).toMatchObject({ message: "Task timed out" });
  expect(read("Task timed out")).not.toHaveProperty("errorType");
});

test.each([
  ["no payload", {}, 3, "The event was given up after 3 invocations"],
  ["an empty payload", { responsePayload: {} }, undefined, "The event was given up"],
  ["a payload of null", { responsePayload: null }, "3", "The event was given up"],
])("a record with %s was given up by the platform", (_what, more, approximateInvokeCount, message) => {
  const value = record(more, { approximateInvokeCount });
  expect(decodeDestination(value)).toMatchObject({
    ...{ reportedBy: "platform", errorType: "RetriesExhausted", message, execution: "unknown" },
  });
});

describe("whether the function ran", () => {
  const answered = { functionError: null, statusCode: 200 };
  test.each([
    ["started, with its error", { responseContext: { functionError: "Unhandled" } }, {}, "started"],
    ["none, at a concurrency of zero", {}, { condition: "ZeroReservedConcurrency" }, "none"],
    [
      "started, also at a concurrency of zero",
      { responseContext: { functionError: "Handled" } },
      { condition: "ZeroReservedConcurrency" },
      "started",
    ],
    [
      "finished, with an answer to a batch",
      { responseContext: answered, KinesisBatchInfo: {} },
      {},
      "finished",
    ],
    [
      "unknown, with an answer and no batch",
      { responseContext: answered, BatchInfoOfNone: {} },
      {},
      "unknown",
    ],
    [
      "unknown, with a batch and an error that is left out",
      { responseContext: { statusCode: 200 }, KinesisBatchInfo: {} },
      {},
      "unknown",
    ],
    [
      "unknown, with a batch that another status answered",
      { responseContext: { functionError: null, statusCode: 500 }, KinesisBatchInfo: {} },
      {},
      "unknown",
    ],
    ["unknown, with a batch and no response", { responseContext: null, KinesisBatchInfo: {} }, {}, "unknown"],
  ])("is %s", (_what, more, context, execution) => {
    expect(decodeDestination(record(more, context))?.execution).toBe(execution);
  });
});

test("the record of a success is not an error, nor is any other value", () => {
  const success = record({ responsePayload: error }, { condition: "Success" });
  for (const other of [
    ...[success, { requestContext: {} }, { requestContext: { condition: 7 } }, { requestContext: "Failed" }],
    ...[{ condition: "RetriesExhausted" }, undefined, null, "text", []],
  ])
    expect(decodeDestination(other)).toBeUndefined();
});
