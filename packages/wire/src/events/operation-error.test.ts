import { expect, test } from "vitest";
import { encodeFaultDataText } from "./fault-data-text.ts";
import { encodeMessageLine } from "./message-line.ts";
import { decodeOperationError } from "./operation-error.ts";

/* Errors as the SDK for durable executions throws them inside a workflow: members tell, each copy has its classes. */

const fault = { errorType: "NoSeat", message: "no seat", details: { row: 7 }, status: 409, retryable: false };

const operation = (errorType: string, more: object = {}) => ({
  ...{ name: errorType, errorType, message: "m", toErrorObject() {} },
  ...more,
});

test("a declared fault in the message or in the data of an operation is read with its details", () => {
  const read = {
    wire: "durable",
    errorType: "NoSeat",
    details: { row: 7 },
    status: 409,
    execution: "started",
  };
  const inMessage = operation("InvokeError", { message: encodeMessageLine(fault) });
  expect(decodeOperationError(inMessage)).toMatchObject({ ...read, message: "no seat", payload: inMessage });
  const inData = operation("CallbackExternalError", { errorData: encodeFaultDataText(fault) });
  expect(decodeOperationError(inData)).toMatchObject({ ...read, message: "m" });
  const inCause = operation("ChildContextError", { cause: operation("StepError", { cause: inData }) });
  expect(decodeOperationError(inCause)).toMatchObject({ ...read, message: "m" });
});

test.each([
  ["StepError", "started"],
  ["ChildContextError", "started"],
  ["CallbackSubmitterError", "started"],
  ["WaitForConditionError", "started"],
  ["InvokeError", "unknown"],
  ["CallbackError", "unknown"],
  ["MyStepError", "unknown"],
  ["StepErrors", "unknown"],
])("%s proves that code of the execution ran: %s", (errorType, execution) => {
  expect(decodeOperationError(operation(errorType))).toEqual({
    ...{ wire: "durable", payload: expect.anything(), errorType, message: "m", execution },
  });
});

test("the name of the innermost cause is the type, unless it is that of an operation or of every error", () => {
  const typeOf = (cause: unknown) =>
    decodeOperationError(operation("ChildContextError", { cause: operation("StepError", { cause }) }))
      ?.errorType;
  expect(typeOf({ name: "RangeError", message: "m" })).toBe("RangeError");
  for (const name of ["MyStepErrors", "MyStepError", "StepErrors"]) expect(typeOf({ name })).toBe(name);
  for (const name of [
    ...["Error", "StepError", "ChildContextError", "CallbackExternalError", "InvokeError"],
    ...["WaitForConditionError", "PromiseCombinatorError", "BatchCompletionError", 7],
  ])
    expect(typeOf({ name })).toBe("ChildContextError");
  expect(typeOf("text")).toBe("ChildContextError");
});

test("data that is not a fault is the details, as JSON or as a text, and only where there is any", () => {
  const detailsOf = (errorData: unknown) => decodeOperationError(operation("StepError", { errorData }));
  expect(detailsOf('{"row":7}')).toMatchObject({ details: { row: 7 } });
  expect(detailsOf("seven")).toMatchObject({ details: "seven" });
  expect(detailsOf(7)).not.toHaveProperty("details");
});

test("a custom error object in the message of an invocation is read, and of no other operation", () => {
  const message = '{"errorType":"NoSeat","httpStatus":409,"message":"no seat"}';
  const invoked = decodeOperationError(operation("InvokeError", { message }));
  expect(invoked).toMatchObject({ errorType: "InvokeError", embedded: { errorType: "NoSeat", status: 409 } });
  expect(decodeOperationError(operation("StepError", { message }))).not.toHaveProperty("embedded");
  expect(decodeOperationError(operation("InvokeError"))).not.toHaveProperty("embedded");
});

test("causes that go on for ever, or are each other's, are read to a depth", () => {
  const looped: Record<string, unknown> = operation("StepError");
  looped.cause = looped;
  expect(decodeOperationError(looped)).toMatchObject({ errorType: "StepError" });
  let deep: object = { name: "TooDeep" };
  for (let depth = 0; depth < 16; depth += 1) deep = operation("StepError", { cause: deep });
  expect(decodeOperationError(deep)).toMatchObject({ errorType: "StepError" });
  expect(decodeOperationError((deep as { cause: unknown }).cause)).toMatchObject({ errorType: "TooDeep" });
});

test("any other error is not one of an operation", () => {
  const { toErrorObject, ...plain } = operation("StepError");
  for (const other of [undefined, "text", plain, { toErrorObject }, { toErrorObject, errorType: 1 }])
    expect(decodeOperationError(other)).toBeUndefined();
});

test("an error that throws when it is read is not one of an operation", () => {
  const throwing = operation("StepError");
  Object.defineProperty(throwing, "message", {
    get() {
      throw new Error("unreadable");
    },
  });
  expect(decodeOperationError(throwing)).toBeUndefined();
});
