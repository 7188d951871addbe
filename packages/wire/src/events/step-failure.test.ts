import { describe, expect, test } from "vitest";
import { decodeStepFunctions } from "./step-functions.ts";

const pair = { Error: "Boom", Cause: "m" };
const failed = { executionArn: "arn", status: "FAILED", error: "Boom", cause: "m" };
const read = { errorType: "Boom", message: "m" };
/** Members whose conversion to text throws. */
const hostile = JSON.parse('{"toString":1,"valueOf":1}');

/** A value below this many members. */
function nest(value: object, depth: number): object {
  return depth === 0 ? value : { a: nest(value, depth - 1) };
}

describe("the failure of an execution", () => {
  test.each([
    ["as a message has it", { Body: JSON.stringify(failed) }],
    ["behind what is not a failure", [{ executions: [{ ...failed, status: "RUNNING" }, failed] }]],
    ["as four members of a ResultPath have it", nest(pair, 4)],
    ["as a member of the input", nest({ error: "Boom", cause: "m" }, 1)],
    ["as a cause that is an execution, without a status", { ExecutionArn: "arn", ...pair }],
    ["with an empty cause, beside other members", { Error: "Boom", Cause: "", orderId: "o-1" }],
    ["with an empty error, beside other members", { Error: "", Cause: "Boom", orderId: "o-1" }],
    ["alone and without a word", { Error: "", Cause: "" }],
    ["with an opened cause that has a message", { error: "Boom", cause: { errorMessage: "m" } }],
    ["with an opened cause that has a type", { error: "Boom", cause: { errorType: "Boom" } }],
    ["with an opened cause that another service wrote", { error: "Boom", cause: { Message: "m" } }],
    ["with an opened cause that is an execution", { error: "Boom", cause: { ExecutionArn: "arn" } }],
  ])("is found %s", (_what, value) => {
    expect(decodeStepFunctions(value)).toBeDefined();
  });

  test.each([
    ["five members down", nest(pair, 5)],
    ["in a list that is not one of executions", { orders: [failed] }],
    ["in a member of the name of a list", { events: { orders: 1 }, executions: {} }],
    ["in small letters two members down", nest({ error: "Boom", cause: "m" }, 2)],
    ["in a Lambda error", { error: "Boom", cause: "m", errorMessage: "m" }],
    ["in an answer whose error is an object", { error: { code: 7 }, cause: "m" }],
    ["in an opened cause without a word", { error: "Boom", cause: { orderId: "o-1" } }],
    ["in an error beside other members", { Error: "Boom", orderId: "o-1" }],
    ["in an empty place for an error", { Error: "" }],
    ["in a map run without files", { MapRunArn: "arn" }],
    ["in files without a map run", { ResultFiles: { FAILED: [{ Key: "a.json" }] } }],
  ])("is not looked for %s", (_what, value) => {
    expect(decodeStepFunctions(value)).toBeUndefined();
  });
});

describe("an event of a history", () => {
  test.each([
    ["whose id is a text, as a log has it", { id: "5", type: "TaskTimedOut" }, "States.Timeout"],
    ["with its details, as a log has them", { id: "5", type: "TaskFailed", details: { error: "E" } }, "E"],
    [
      "that ran out of time, with its details",
      { id: 5, type: "LambdaFunctionTimedOut", details: {} },
      "States.Timeout",
    ],
  ])("is the failure of a task: one %s", (_what, event, errorType) => {
    expect(decodeStepFunctions(event)).toMatchObject({ errorType });
  });

  test("that failed without details has its end as the message", () => {
    const message = "The execution ended with the status FAILED";
    expect(decodeStepFunctions({ id: 5, type: "LambdaFunctionFailed" })).toMatchObject({ message });
    const aborted = "The execution ended with the status ABORTED";
    expect(decodeStepFunctions({ id: 5, type: "ExecutionAborted" })).toMatchObject({ message: aborted });
  });

  test.each([
    ["another type", { id: 5, type: "TaskSucceeded", details: { output: "{}" } }],
    ["no id, as the result of a payment has none", { type: "PaymentFailed" }],
    ["an id that is neither a number nor a text", { id: true, type: "PaymentFailed" }],
    ["a type in small letters", { id: 5, type: "paymentFailed" }],
    ["a hostile type", { id: 5, type: hostile, details: {} }],
    ["a hostile type in a list", { events: [{ id: 5, type: hostile }] }],
  ])("is not an object with %s", (_what, event) => {
    expect(decodeStepFunctions(event)).toBeUndefined();
  });
});

describe("a history", () => {
  const lost = (id: number, error: string) => ({
    ...{ id, type: "LambdaFunctionFailed", lambdaFunctionFailedEventDetails: { error, cause: "m" } },
  });
  const succeeded = { id: 9, type: "ExecutionSucceeded" };

  test("without its end has the failure that came last, in either order and before what goes on", () => {
    for (const events of [
      [lost(9, "Last"), lost(2, "First")],
      [lost(2, "First"), lost(9, "Last")],
      [lost(9, "Last"), { id: 10, type: "TaskScheduled" }],
      [lost(9, "Last"), { Error: "Other", Cause: "an entry that is not an event" }],
    ])
      expect(decodeStepFunctions({ events })).toMatchObject({ errorType: "Last" });
  });

  test("that ended well is not an error, whatever else is in the list", () => {
    for (const events of [
      [lost(2, "First"), succeeded],
      [lost(2, "First"), { note: "an entry that is not an event" }, succeeded],
    ]) {
      expect(decodeStepFunctions(events)).toBeUndefined();
      expect(decodeStepFunctions({ Events: events })).toBeUndefined();
    }
  });
});

describe("a cause", () => {
  test("of executions inside one another is that of the eighth", () => {
    const inside = (depth: number): object =>
      depth === 0
        ? { Error: "Boom", Cause: "m" }
        : { Error: "Outer", Cause: JSON.stringify({ ExecutionArn: "arn", ...inside(depth - 1) }) };
    expect(decodeStepFunctions(inside(8))).toMatchObject(read);
    expect(decodeStepFunctions(inside(9))).toMatchObject({ errorType: "Outer" });
  });

  test("of another service has its message, in either case of letters", () => {
    for (const name of ["message", "Message", "errorMessage"])
      expect(decodeStepFunctions({ Error: "Boom", Cause: JSON.stringify({ [name]: "m" }) })).toMatchObject(
        read,
      );
  });

  test("that is neither a text nor an object is not a message", () => {
    expect(decodeStepFunctions({ Error: "Boom", Cause: [7] })).toEqual({
      ...{ wire: "step-functions", payload: expect.anything(), execution: "unknown", errorType: "Boom" },
    });
  });

  test("that is empty leaves no message where the failure has no end either", () => {
    expect(decodeStepFunctions({ Error: "", Cause: "" })?.message).toBeUndefined();
  });
});
