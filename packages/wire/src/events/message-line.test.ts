import { expect, test } from "vitest";
import { encodeMessageLine, splitMessage } from "./message-line.ts";

const fault = { errorType: "NoSeat", message: "row 7\nis full", details: { row: 7 }, status: 409 };

test("a message is one line, with the fault in a second one", () => {
  const line = { errorType: "NoSeat", details: { row: 7 }, status: 409 };
  expect(splitMessage(encodeMessageLine(fault))).toEqual({ message: "row 7 is full", line });
});

test("details that JSON cannot write are left out, and ones that are too long are a note of their size", () => {
  expect(splitMessage(encodeMessageLine({ ...fault, details: { row: 7n } })).line).toEqual({
    ...{ errorType: "NoSeat", status: 409 },
  });
  const details = "x".repeat(100_001);
  expect(splitMessage(encodeMessageLine({ ...fault, details })).line).toEqual({
    ...{ errorType: "NoSeat", status: 409, dropped: 100_003 },
  });
});

test("a second line of anything else belongs to the message", () => {
  for (const message of [
    ...[
      undefined,
      "",
      "m",
      'm\n[faultwire:1] {"errorType":"E"}',
      "m\n[faultwire:1] {",
      'm\n[faultwire:2] {"faultwire":1}',
    ],
    ...[
      'm\n[faultwire:1] {"faultwire":1}',
      'm\n[faultwire:1] {"faultwire":2,"errorType":"E"}',
      'm\n[faultwire:1] "faultwire"',
    ],
  ])
    expect(splitMessage(message)).toEqual({ message });
});
