import { expect, test } from "vitest";
import { findErrorObject } from "./durable-error.ts";

const error = { ErrorType: "NoSeat", ErrorMessage: "row 7" };
const ended = (status: string) => ({ ErrorMessage: `The execution ended with the status ${status}` });

test.each([
  ["FAILED", true],
  ["STOPPED", false],
  ["TIMED_OUT", false],
])(
  "an execution of the status %s has its error, which proves that its function ran: %s",
  (Status, isCertain) => {
    expect(findErrorObject({ Status, Error: error })).toEqual({ error, isCertain });
  },
);

test.each(["FAILED", "STOPPED", "TIMED_OUT"])(
  "an execution that ended as %s without an error has a sentence",
  (Status) => {
    const found = { error: ended(Status), isCertain: false };
    expect(findErrorObject({ DurableExecutionArn: "arn", Status })).toEqual(found);
    expect(findErrorObject({ durableExecutionArn: "arn", status: Status, error: {} })).toEqual(found);
  },
);

test("an event of the bus has the error in small letters", () => {
  const failed = { durableExecutionArn: "arn", status: "FAILED" };
  for (const given of [{ errorType: "NoSeat" }, { errorMessage: "row 7" }])
    expect(findErrorObject({ ...failed, error: given })).toEqual({ error: given, isCertain: true });
});

test.each([
  ["StepFailedDetails", true],
  ["ContextFailedDetails", true],
  ["ExecutionFailedDetails", true],
  ["InvocationCompletedDetails", true],
  ["StepDetails", true],
  ["CallbackFailedDetails", false],
  ["ChainedInvokeFailedDetails", false],
  ["ExecutionTimedOutDetails", false],
  ["ExecutionStoppedDetails", false],
])("the error in %s proves that the function ran: %s", (name, isCertain) => {
  expect(findErrorObject({ [name]: { Error: { Payload: error } } })).toEqual({ error, isCertain });
});

test("a history has the error of its end, by the number of the event", () => {
  const step = { EventId: 2, EventType: "StepFailed", StepFailedDetails: { Error: { Payload: error } } };
  const later = {
    EventId: 10,
    EventType: "StepFailed",
    StepFailedDetails: { Error: { Payload: { ErrorType: "Later" } } },
  };
  expect(findErrorObject({ Events: [later, null, step] })).toEqual({
    error: { ErrorType: "Later" },
    isCertain: true,
  });
  for (const [EventType, status] of [
    ["ExecutionFailed", "FAILED"],
    ["ExecutionTimedOut", "TIMED_OUT"],
    ["ExecutionStopped", "STOPPED"],
  ] as const) {
    const Events = [{ EventId: 11, EventType }, step];
    expect(findErrorObject({ Events })).toEqual({ error: ended(status), isCertain: false });
  }
  expect(
    findErrorObject({ Events: [step, { EventId: 11, EventType: "ExecutionSucceeded" }] }),
  ).toBeUndefined();
});

test("a success has no error, nor has an empty place for one", () => {
  for (const other of [
    ...[
      {},
      { Error: {} },
      { Error: { ErrorType: "", ErrorMessage: "" } },
      { Status: "SUCCEEDED", DurableExecutionArn: "arn" },
    ],
    ...[
      { Status: "FAILED" },
      { DurableExecutionArn: "arn", Status: ["FAILED"] },
      { Events: [] },
      { Error: "text" },
    ],
    { Error: { Error: { Error: { Error: { Error: error } } } } },
  ])
    expect(findErrorObject(other)).toBeUndefined();
  expect(findErrorObject({ Error: { Error: { Error: { Error: error } } } })).toEqual({
    error,
    isCertain: true,
  });
});
