import { describe, expect, test } from "vitest";
import { decodeBatchError, decodeBatchResponse, encodeBatchResponse } from "./batch.ts";

const failedBatch = { outcome: "batch-failed" };
const success = { outcome: "success" };
const kafka = (offset: unknown, partition: unknown = "topic-0") => ({ partition, offset });
const answer = (...identifiers: unknown[]) => ({
  batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
});

describe("the answer to a batch", () => {
  test("names the records that are delivered again", () => {
    expect(encodeBatchResponse(["a", "b"])).toEqual(answer("a", "b"));
    expect(encodeBatchResponse([])).toEqual({ batchItemFailures: [] });
    expect(decodeBatchResponse(JSON.stringify(answer("a", "b")))).toEqual({
      outcome: "partial",
      failed: ["a", "b"],
    });
  });

  test("deletes every record where it is empty, or its key is misspelt", () => {
    for (const empty of [
      undefined,
      null,
      "",
      {},
      "{}",
      [],
      7,
      answer(),
      { batchItemFailures: null },
      { batchitemfailures: [{}] },
    ])
      expect(decodeBatchResponse(empty), JSON.stringify(empty)).toEqual(success);
  });

  test("delivers the whole batch again where it is not a report", () => {
    for (const other of [
      ...["text", "{", { batchItemFailures: "a" }, { batchItemFailures: {} }, { batchItemFailures: [null] }],
      ...[answer(undefined), answer(""), answer("a", ""), answer(7), answer({}), answer(kafka(1, 7))],
      ...[answer(kafka("1")), answer(kafka(1.5)), answer(kafka(2 ** 53)), { batchItemFailures: [{}] }],
    ])
      expect(decodeBatchResponse(other), JSON.stringify(other)).toEqual(failedBatch);
  });

  test("delivers the whole batch again where it names a record that was not in it", () => {
    const itemIdentifiers = ["a", "b", { partition: "topic-0", offset: 7 }];
    const read = (...identifiers: unknown[]) =>
      decodeBatchResponse(answer(...identifiers), { itemIdentifiers });
    expect(read("b", kafka(7))).toEqual({ outcome: "partial", failed: ["b", kafka(7)] });
    for (const other of ["c", kafka(8), kafka(7, "topic-1")]) expect(read("a", other)).toEqual(failedBatch);
  });

  test.each([
    ["the shorter number", ["100", "99"], "99"],
    ["the shorter number, wherever it is", ["99", "100"], "99"],
    ["the smaller of two of one length", ["102", "101", "103"], "101"],
    ["the first of equal ones", ["7", "7"], "7"],
    [
      "far more digits than a number holds",
      [
        "49590338271490256608559692540925702759324208523137515618",
        "49590338271490256608559692538361571095921575989136588898",
      ],
      "49590338271490256608559692538361571095921575989136588898",
    ],
  ])("of a stream moves the checkpoint to the lowest: %s", (_what, numbers, lowest) => {
    expect(decodeBatchResponse(answer(...numbers), { source: "stream" })).toEqual({
      outcome: "partial",
      failed: [lowest],
    });
    expect(decodeBatchResponse(answer(...numbers), { source: "queue" })).toEqual({
      outcome: "partial",
      failed: numbers,
    });
  });

  test("of Kafka names each partition and offset, of a stream too", () => {
    expect(decodeBatchResponse(answer(kafka(1), kafka(0)), { source: "stream" })).toEqual({
      outcome: "partial",
      failed: [kafka(1), kafka(0)],
    });
  });
});

describe("the error of an answer to a batch", () => {
  test("counts the records, and has them as details", () => {
    const value = answer("a", "b");
    expect(decodeBatchError(value)).toEqual({
      ...{ wire: "batch", payload: value, message: "2 records of the batch failed", execution: "finished" },
      details: { failed: ["a", "b"] },
    });
  });

  test("says where the answer is not a report", () => {
    const value = { batchItemFailures: "a" };
    expect(decodeBatchError(value)).toEqual({
      ...{ wire: "batch", payload: value, execution: "finished", details: undefined },
      message: "The answer to the batch is not a report",
    });
  });

  test("is not in a success, nor in any other value", () => {
    for (const other of [
      answer(),
      { batchItemFailures: null },
      {},
      "text",
      null,
      JSON.stringify(answer("a")),
    ])
      expect(decodeBatchError(other)).toBeUndefined();
  });
});
