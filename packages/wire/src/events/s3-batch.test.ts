import { expect, test } from "vitest";
import { decodeS3Batch, encodeS3BatchFailure } from "./s3-batch.ts";

const fault = { errorType: "NoSeat", message: "row 7", retryable: true };
const answer = (...results: unknown[]) => ({ invocationSchemaVersion: "2.0", invocationId: "i", results });
const ok = { taskId: "0", resultCode: "Succeeded", resultString: "fine" };

test("a job tries a task again where the fault is retryable, and reports its name and message", () => {
  const result = { taskId: "t", resultString: "NoSeat: row 7" };
  expect(encodeS3BatchFailure(fault, "t")).toEqual({ ...result, resultCode: "TemporaryFailure" });
  expect(encodeS3BatchFailure({ ...fault, retryable: false }, "t")).toEqual({
    ...{ ...result, resultCode: "PermanentFailure" },
  });
});

test("the first task that did not succeed is the error", () => {
  const failed = { taskId: "1", resultCode: "PermanentFailure", resultString: "NoSeat: row 7" };
  const value = answer("text", ok, failed, { ...failed, resultString: "later" });
  const read = {
    ...{ wire: "s3-batch", payload: value, errorType: "PermanentFailure", message: "NoSeat: row 7" },
    ...{ retryable: false, execution: "started" },
  };
  expect(decodeS3Batch(value)).toEqual({
    ...read,
    embedded: { ...read, errorType: "NoSeat", message: "row 7" },
  });
  expect(decodeS3Batch(answer({ ...failed, resultCode: "TemporaryFailure" }))?.retryable).toBe(true);
});

test("a text without a name has no other error in it, and a code that is not a text is not a type", () => {
  expect(decodeS3Batch(answer({ resultCode: "TemporaryFailure", resultString: "in the end" }))).toEqual({
    ...{ wire: "s3-batch", payload: expect.anything(), errorType: "TemporaryFailure" },
    ...{ message: "in the end", retryable: true, execution: "started" },
  });
  expect(decodeS3Batch(answer({ resultCode: 7 }))).toMatchObject({
    errorType: undefined,
    message: undefined,
  });
});

test("a success is not an error, nor is the answer of another service", () => {
  const failed = { resultCode: "PermanentFailure" };
  for (const other of [
    ...[answer(ok), answer(), answer("text"), null, "text", { results: [failed] }],
    { invocationSchemaVersion: "2.0", results: failed },
  ])
    expect(decodeS3Batch(other)).toBeUndefined();
});
