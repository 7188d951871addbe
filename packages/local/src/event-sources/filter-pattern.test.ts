import { describe, expect, test } from "vitest";
import { compilePattern } from "./filter-pattern.ts";

/*
 * Cases as AWS answered TestEventPattern, after LocalStack's recordings of EventBridge (test_event_patterns,
 * 2024-12), whose rules Lambda's filters share.
 */

describe("a pattern matches", () => {
  test.each([
    ["one of several values", { a: ["x", "y"] }, { a: "y" }],
    ["one element of a list", { a: ["x", "y"] }, { a: ["z", "y"] }],
    ["a boolean", { a: [false] }, { a: false }],
    ["null", { a: [null] }, { a: null }],
    ["an empty text", { a: [""] }, { a: "" }],
    ["a number, however it is written", { a: [300] }, JSON.parse('{"a":3.0e2}')],
    ["a text to the character", { a: ["Camel 🚀 "] }, { a: "Camel 🚀 " }],
    ["all members", { a: [1], b: { c: [2] } }, { a: 1, b: { c: 2, d: 3 } }],
    ["the same without regard to case", { a: [{ "equals-ignore-case": "ec2 state" }] }, { a: ["EC2 State"] }],
    ["an empty text without regard to case", { a: [{ "equals-ignore-case": "" }] }, { a: "" }],
    ["a beginning", { a: [{ prefix: "us-" }] }, { a: "us-east-1" }],
    ["an empty beginning", { a: [{ prefix: "" }] }, { a: "x" }],
    [
      "a beginning without regard to case",
      { a: [{ prefix: { "equals-ignore-case": "EC2" } }] },
      { a: "ec2 x" },
    ],
    ["an end", { a: [{ suffix: ".png" }] }, { a: "image.png" }],
    ["an end without regard to case", { a: [{ suffix: { "equals-ignore-case": ".png" } }] }, { a: "b.PNG" }],
    ["a number above", { a: [{ numeric: [">", 100] }] }, { a: 101 }],
    ["a number in a range", { a: [{ numeric: [">", 0, "<=", 5] }] }, { a: 5 }],
    ["an equal number", { a: [{ numeric: ["=", 301.8] }] }, { a: 301.8 }],
    ["what is there", { a: [{ exists: true }] }, { a: "" }],
    ["what is null and there", { a: [{ exists: true }] }, { a: null }],
    ["what is not there", { a: { b: [{ exists: false }] } }, { c: 1 }],
    ["what has no such members", { a: { b: { c: [{ exists: false }] } } }, { a: { b: "a text" } }],
    ["one object of a list", { a: { id: [{ exists: true }] } }, { a: [{ k: 1 }, { id: "x" }, { l: 2 }] }],
    ["another text", { a: [{ "anything-but": "x" }] }, { a: "y" }],
    ["none of several texts", { a: [{ "anything-but": ["x", "y"] }] }, { a: "z" }],
    ["null, which is none of them", { a: [{ "anything-but": ["x", "y"] }] }, { a: null }],
    ["another number", { a: [{ "anything-but": 0 }] }, { a: 789 }],
    ["another beginning", { a: [{ "anything-but": { prefix: "init" } }] }, { a: "post-init" }],
    ["none of several beginnings", { a: [{ "anything-but": { prefix: ["init", "test"] } }] }, { a: "post" }],
    ["a number, which has no beginning", { a: [{ "anything-but": { prefix: "init" } }] }, { a: 12 }],
    ["another end", { a: [{ "anything-but": { suffix: [".txt", ".jpg"] } }] }, { a: "file.txt.bak" }],
    [
      "no such text in any case",
      { a: [{ "anything-but": { "equals-ignore-case": ["x", "y"] } }] },
      { a: "z" },
    ],
    ["one of two rules", { n: { S: [{ "anything-but": ["x"] }, { exists: false }] } }, { n: { N: "1" } }],
    [
      "a rule for a parent that is not there",
      { n: { S: [{ "anything-but": ["x"] }, { exists: false }] } },
      {},
    ],
    [
      "one of several members",
      { d: { $or: [{ c: [{ numeric: [">", 0] }] }, { e: [{ numeric: ["<", 10] }] }] } },
      { d: { c: 0, e: 0 } },
    ],
    ["one of several members at the top", { $or: [{ a: [1] }, { b: [2] }] }, { b: 2 }],
    ["a name with a dot in the record", { a: { b: ["x"] } }, { "a.b": "x" }],
    ["a name with a dot in the pattern", { "a.b": ["x"] }, { a: { b: "x" } }],
  ])("%s", (_, pattern, record) => {
    expect(compilePattern(pattern)(record)).toBe(true);
  });
});

describe("a pattern does not match", () => {
  test.each([
    ["another value", { a: [false] }, { a: true }],
    ["an empty list, with null", { a: [null] }, { a: [] }],
    ["an empty list, as what is there", { a: [{ exists: true }] }, { a: [] }],
    ['the text "null"', { a: [null] }, { a: "null" }],
    ["a name in another case", { A: ["x"] }, { a: "x" }],
    ["JSON in a text", { a: { b: ["x"] } }, { a: '{"b":"x"}' }],
    ["what is an object, as what is there", { a: [{ exists: true }] }, { a: { S: "x" } }],
    ["what is there", { a: { b: [{ exists: false }] } }, { a: { b: "x" } }],
    ["another text", { a: [{ "equals-ignore-case": "x" }] }, { a: "y" }],
    ["an end in another case", { a: [{ suffix: ".PNG" }] }, { a: "image.png" }],
    ["null, as a number", { a: [{ numeric: [">", 100] }] }, { a: null }],
    ["a text, as a number", { a: [{ numeric: [">", 100] }] }, { a: "300" }],
    ["what is excluded", { a: [{ "anything-but": ["x", "y"] }] }, { a: "x" }],
    ["a number that is excluded", { a: [{ "anything-but": [100, 200] }] }, { a: 100 }],
    ["what is not there, by exclusion", { a: [{ "anything-but": "x" }] }, {}],
    [
      "a beginning that is excluded",
      { a: [{ "anything-but": { prefix: ["init", "post"] } }] },
      { a: "post-x" },
    ],
    ["what is not there, by its beginning", { a: [{ "anything-but": { prefix: "init" } }] }, {}],
    [
      "a text that is excluded in any case",
      { a: [{ "anything-but": { "equals-ignore-case": "x" } }] },
      { a: "X" },
    ],
    [
      "none of several members",
      { $or: [{ c: [{ numeric: [">", 0, "<=", 5] }] }, { e: [{ numeric: ["<", 10] }] }] },
      { c: 0, e: 10 },
    ],
    ["an object where a dot ends", { a: { b: ["x"] } }, { "a.b": { b: "x" } }],
    ["a path with one name more", { "a.b": { b: ["x"] } }, { a: { b: "x" } }],
    [
      "members of two objects of a list",
      { a: { b: [1], c: [2] } },
      {
        a: [
          { b: 1, c: 3 },
          { b: 9, c: 2 },
        ],
      },
    ],
  ])("%s", (_, pattern, record) => {
    expect(compilePattern(pattern)(record)).toBe(false);
  });
});

describe("a pattern is refused", () => {
  test.each([
    ["without a list", { a: "x" }, "a is a list of rules or an object of them"],
    ["with a number without a list", { a: 42 }, "a is a list of rules"],
    ["with an empty list", { a: [] }, "a: an empty list of rules matches nothing"],
    ["without rules", {}, "the pattern has no rules"],
    ["with an operator in capitals", { a: [{ EXISTS: true }] }, "a: there is no rule EXISTS"],
    [
      "with two operators in one rule",
      { a: [{ prefix: "x", suffix: "y" }] },
      "a: a rule is a value, or an object",
    ],
    ["with a beginning that is a number", { a: [{ prefix: 123 }] }, "a: prefix is a text; it is 123"],
    ["with a list of ends", { a: [{ suffix: [".png"] }] }, "a: a rule is a value, or an object"],
    ["with a list in any case", { a: [{ "equals-ignore-case": ["x"] }] }, "equals-ignore-case is a text"],
    ["with null excluded", { a: [{ "anything-but": null }] }, "anything-but is a text, a number, or a list"],
    ["with null among what is excluded", { a: [{ "anything-but": ["x", null] }] }, "anything-but is a text"],
    ["with an empty beginning excluded", { a: [{ "anything-but": { prefix: "" } }] }, "prefix is a text"],
    [
      "with a number in any case excluded",
      { a: [{ "anything-but": { "equals-ignore-case": 1 } }] },
      "is a text",
    ],
    [
      "with a beginning in any case excluded",
      { a: [{ "anything-but": { prefix: { "equals-ignore-case": "x" } } }] },
      "prefix is a text",
    ],
    ["with a range that is empty", { a: [{ numeric: [">", 5, "<", 1] }] }, "a: numeric is like"],
    ["with a text as a number", { a: [{ numeric: [">", "5"] }] }, "a: numeric is like"],
    ["with a number over 5 * 10^9", { a: [{ numeric: [">", 5_000_000_001] }] }, "a: numeric is like"],
    ["with another rule of EventBridge", { a: [{ wildcard: "x*" }] }, "wildcard is a rule of EventBridge"],
    ["with one alternative", { $or: [{ a: [1] }] }, "$or is a list of two or more patterns"],
  ])("%s", (_, pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });
});
