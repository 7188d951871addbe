import { describe, expect, test } from "vitest";
import { recordFilter } from "./record-filter.ts";

const passes = (pattern: string | object, data: unknown, metadata = {}) =>
  recordFilter("queue q: filterCriteria", { filters: [{ pattern }] }, "body")({ data, metadata });

describe("the format of a message and of the pattern for its body", () => {
  test.each([
    ["a plain text and rules for a text", { body: ["hello"] }, "hello", true],
    ["another plain text", { body: [{ prefix: "hello" }] }, "goodbye", false],
    ["a plain text and members", { body: { a: [{ exists: false }] } }, "hello", false],
    ["JSON and rules for a text", { body: [{ exists: true }] }, '{"a":1}', false],
    ["JSON and members", { body: { a: [1] } }, '{"a":1}', true],
    ["a plain text and no pattern for it", { kind: ["x"] }, "hello", true],
    ["JSON and no pattern for it", { kind: ["x"] }, '{"a":1}', true],
  ])("%s", (_, pattern, data, expected) => {
    expect(passes(pattern, data, { kind: "x" })).toBe(expected);
  });
});

test("a record passes by any of several filters, and by an empty list", () => {
  const filters = [{ pattern: '{"body":{"a":[1]}}' }, { pattern: { body: { b: [2] } } }];
  const filter = recordFilter("f", { filters }, "body");
  expect([{ a: 1 }, { b: 2 }, { a: 2 }].map((data) => filter({ data, metadata: {} }))).toEqual([
    true,
    true,
    false,
  ]);
  expect(recordFilter("f", { filters: [] }, "body")({ data: "x", metadata: {} })).toBe(true);
});

test.each([
  ["a pattern that is not JSON", '{"body":', "queue q: filterCriteria.filters[0].pattern: it is not JSON"],
  ["a pattern that is a text", '"x"', "filters[0].pattern is an object of rules, or its JSON"],
  [
    "a rule that there is not",
    { body: [{ regex: "x" }] },
    "filters[0].pattern: body: there is no rule regex",
  ],
])("%s is refused", (_, pattern, message) => {
  expect(() => passes(pattern, "")).toThrow(message);
});

test("rules for the data of a stream are members", () => {
  expect(() => recordFilter("stream s", { filters: [{ pattern: { data: ["x"] } }] }, "data")).toThrow(
    "stream s.filters[0].pattern: data has members with rules",
  );
});
