import { expect, test } from "vitest";
import { decodeRecord } from "../records.ts";
import { decodeFirehoseAnswer } from "./firehose-answer.ts";

const answer = (...results: readonly string[]) => ({
  records: results.map((result, index) => ({ recordId: `r-${index}`, result, data: "" })),
});

test("an answer to Firehose with failed records was read as a success", () => {
  const failed = answer("Ok", "ProcessingFailed", "Dropped", "ProcessingFailed");
  const message = "2 records of the batch failed";
  const error = { wire: "batch", message, details: { failed: ["r-1", "r-3"] }, execution: "finished" };
  expect(decodeFirehoseAnswer(failed)).toMatchObject(error);
  expect(decodeRecord(failed)).toMatchObject(error);
});

test.each([[answer("Ok", "Dropped")], [answer()], [{ records: [null, 1] }], [{ records: "x" }], [null]])(
  "%j is not an error",
  (value) => {
    expect(decodeFirehoseAnswer(value)).toBeUndefined();
  },
);
