import { expect, test } from "vitest";
import { encodeDetails, textOf } from "./json-details.ts";

test.each([
  [undefined, undefined],
  [null, "null"],
  ["text", '"text"'],
  [7, "7"],
  [{ a: [1, { b: null }], c: undefined }, '{"a":[1,{"b":null}]}'],
  [new Date(0), '"1970-01-01T00:00:00.000Z"'],
  [{ at: { toJSON: () => 7, left: () => 0 } }, '{"at":7}'],
  [Object.assign(Object.create(null), { a: 1 }), '{"a":1}'],
])("JSON carries %j", (details, json) => {
  expect(encodeDetails(details)).toEqual({ json });
});

test.each([
  [Number.NaN, "they are NaN"],
  [{ a: Number.POSITIVE_INFINITY }, '"a" is Infinity'],
  [() => 0, "they are a function"],
  [{ a: [{ b: Symbol("s") }] }, '"b" is a symbol'],
  [[1, undefined], '"1" is missing'],
  // biome-ignore lint/suspicious/noSparseArray: what it is about
  [{ a: [1, , 3] }, '"1" is missing'],
  [[1, () => 0], '"1" is a function'],
  [new Map(), "they are a Map"],
  [{ ok: 1, at: new (class Seat {})() }, '"at" is a Seat'],
  [7n, "Do not know how to serialize a BigInt"],
])("JSON would change %o", (details, problem) => {
  expect(encodeDetails(details)).toEqual({ problem: `JSON cannot carry the details: ${problem}` });
});

test("what a toJSON throws is named, also where it has no text", () => {
  const throwing = (thrown: unknown) => ({
    toJSON() {
      throw thrown;
    },
  });
  for (const [thrown, text] of [
    ["text", "text"],
    [7, "7"],
    [new RangeError("m"), "m"],
    [Object.create(null), "a value without a text"],
  ])
    expect(encodeDetails(throwing(thrown))).toEqual({ problem: `JSON cannot carry the details: ${text}` });
  expect(textOf({ toString: () => "t" })).toBe("t");
});
