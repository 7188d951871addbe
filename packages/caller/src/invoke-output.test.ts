import { expect, test } from "vitest";
import { payloadText } from "./invoke-output.ts";

test.each<[string, unknown, string]>([
  ["a text", "{}", "{}"],
  ["bytes", new TextEncoder().encode("{}"), "{}"],
  ["JSON that was opened before", { a: [1] }, '{"a":[1]}'],
  ["nothing", undefined, ""],
  ["null, as the SDK gives an empty body", null, ""],
  ["a value that JSON has no form of", () => 1, ""],
])("a payload that is %s is the text that came", (_, payload, text) => {
  expect(payloadText(payload)).toBe(text);
});
