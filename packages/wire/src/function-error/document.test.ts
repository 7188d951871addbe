import { describe, expect, test } from "vitest";
import { decodeDocument, decodeReturned, encodeDocument } from "./document.ts";

const fault = {
  errorType: "OrderNotFound",
  message: "no such order",
  details: { orderId: "o-1" },
  status: 404,
  retryable: false,
};

describe("the document wire", () => {
  test("is the standard Lambda error, in its order, and what a fault says beyond it", () => {
    const document = encodeDocument(
      { ...fault, retryAfter: 5 },
      "\n    at handler (/var/task/index.js:3:14)",
      "r-1",
    );
    expect(JSON.stringify(document)).toBe(
      '{"errorMessage":"no such order","errorType":"OrderNotFound","stackTrace":["handler (/var/task/index.js:3:14)"],"details":{"orderId":"o-1"},"status":404,"retryable":false,"retryAfter":5,"requestId":"r-1"}',
    );
  });

  test("has an empty stackTrace where stacks are off, and nothing that is not known", () => {
    expect(encodeDocument({ errorType: "Error", message: "boom" }, "")).toStrictEqual({
      ...{ errorMessage: "boom", errorType: "Error", stackTrace: [] },
    });
  });

  test("comes back with what it carries", () => {
    const { wire, errorType, message, details, status, retryable, retryAfter, requestId } =
      decodeDocument(JSON.parse(JSON.stringify(encodeDocument({ ...fault, retryAfter: 5 }, "", "r-1")))) ??
      {};
    expect({ wire, errorType, message, details, status, retryable, retryAfter, requestId }).toEqual({
      ...fault,
      wire: "document",
      retryAfter: 5,
      requestId: "r-1",
    });
  });

  test("keeps details that look like a note, notes those that are too large, and drops details that are not JSON", () => {
    const sent = (details: unknown) => encodeDocument({ ...fault, details }, "");
    expect(decodeDocument(sent({ dropped: 5 }))).toMatchObject({ details: { dropped: 5 } });
    expect(decodeDocument(sent("x".repeat(1_600_000)))).toMatchObject({ dropped: 1_600_002 });
    const circular: unknown[] = [];
    circular.push(circular);
    for (const details of [circular, { n: 1n }]) expect(sent(details)).not.toHaveProperty("details");
  });

  test("stays under what Lambda takes, whatever is said", () => {
    const large = { ...fault, message: "€".repeat(5_000_000), details: "€".repeat(1_400_000) };
    const frames = "\n    at f (€)".repeat(3000);
    expect(Buffer.byteLength(JSON.stringify(encodeDocument(large, frames)))).toBeLessThan(6_291_556);
  });

  test.each([
    null,
    7,
    "text",
    [],
    {},
    { errorType: "A" },
    { errorType: "A", errorMessage: "m" },
    { errorMessage: "m", stackTrace: [] },
    { errorType: "A", stackTrace: [] },
  ])("is not read out of %j", (value) => expect(decodeDocument(value)).toBeUndefined());
});

test("Go's error in the Runtime Interface Emulator, a type and a message alone, was a success with returned: true", () => {
  const returned = { errorType: "errorString", errorMessage: "m" };
  expect(decodeReturned(returned)).toMatchObject({
    ...{ wire: "document", errorType: "errorString", message: "m" },
    execution: "started",
  });
  for (const result of [
    ...[{ ...returned, orderId: "o-1" }, { errorMessage: "m" }, null],
    ...[
      { errorType: "E", errorMessage: 7 },
      { errorType: 7, errorMessage: "m" },
      { orderId: "o-1", row: 7 },
    ],
  ])
    expect(decodeReturned(result)).toBeUndefined();
});
