import { expect, test } from "vitest";
import { fits } from "./json.ts";

test.each([
  ["a text without escapes, of the limit", "x".repeat(12), 12, true],
  ["one character more", "x".repeat(13), 12, false],
  ["a text that fits with each character escaped", "\0\0", 12, true],
  ["a text with one escape too many", "\0\0x", 12, false],
  ["quotes and backslashes, which take two", '""\\\\\\\\', 12, true],
  ["one more of them", '""\\\\\\\\x', 12, false],
  ["an empty text", "", 0, true],
])("%s: fits %j in %d", (_what, text, limit, isFitting) => {
  expect(fits(text, limit)).toBe(isFitting);
});
