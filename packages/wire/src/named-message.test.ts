import { expect, test } from "vitest";
import { decodeNamed, encodeNamed } from "./named-message.ts";
import type { WireError } from "./wire-error.ts";

const outer = (message?: string): WireError => ({ wire: "s3-batch", payload: 1, message });

test.each([
  ["NoSeat", "row 7: full", "NoSeat: row 7: full"],
  ["NoSeat", "", "NoSeat"],
])("a name and a message are one text, from which both are read: %s, %j", (errorType, message, text) => {
  expect(encodeNamed({ errorType, message })).toBe(text);
  expect(decodeNamed(outer(text))).toEqual({
    ...outer(text),
    embedded: { ...outer(text), errorType, message },
  });
});

test.each([[undefined], [""], ["two words"], [`${"N".repeat(129)}: m`], ["7: m"]])(
  "no name is read from %j",
  (message) => {
    expect(decodeNamed(outer(message))).toEqual(outer(message));
  },
);
