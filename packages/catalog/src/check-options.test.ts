import { type } from "arktype";
import * as v from "valibot";
import { expect, describe as group, test } from "vitest";
import { z } from "zod";
import { checkCatalog, checkFunction, checkOptions, checkSchema, describe } from "./check-options.ts";
import { fault } from "./declare-fault.ts";
import { defineCatalog } from "./define-catalog.ts";

class A extends fault("A", { message: "a" }) {}
class Named {}

group("options", () => {
  test.each([{}, { a: 1 }, { a: undefined, b: 2 }, Object.create({ c: 1 })])("%j are taken", (options) => {
    expect(() => checkOptions("call()", options, ["a", "b"])).not.toThrow();
  });

  test.each([
    [undefined, "call(): options is an object; it is undefined"],
    [null, "call(): options is an object; it is null"],
    [[], "call(): options is an object; it is an array"],
    [() => 1, "call(): options is an object; it is the function (anonymous)"],
    [{ a: 1, c: 1 }, 'call(): there is no option "c"; the options are a, b'],
  ])("%j are refused", (options, message) => {
    expect(() => checkOptions("call()", options, ["a", "b"])).toThrow(new TypeError(message));
  });
});

group("a catalog", () => {
  test("is what defineCatalog makes", () => {
    expect(() => checkCatalog("call()", "throws", defineCatalog("a", { A }))).not.toThrow();
  });

  test.each([undefined, null, {}, { A }, [A], A, "a", { faults: [A] }, { faults: null }])(
    "is not %o",
    (value) => {
      expect(() => checkCatalog("call()", "throws", value)).toThrow(TypeError);
      expect(() => checkCatalog("call()", "throws", value)).toThrow(
        /^call\(\): throws is a catalog, made by defineCatalog\(\); it is /,
      );
    },
  );
});

group("a schema", () => {
  test("is any Standard Schema, or none", () => {
    for (const schema of [undefined, z.string(), v.string(), type("string")])
      expect(() => checkSchema("call()", "input", schema)).not.toThrow();
  });

  test.each([null, "string", {}, { a: "string" }, { "~standard": {} }, { parse: () => 1 }, String])(
    "is not %o",
    (value) => {
      expect(() => checkSchema("call()", "input", value)).toThrow(TypeError);
      expect(() => checkSchema("call()", "input", value)).toThrow(
        /^call\(\): input is a Standard Schema, as zod 3\.24, valibot 1 and arktype 2 and later make them; it is /,
      );
    },
  );
});

test("a function is any function", () => {
  expect(() => checkFunction("call()", "log", () => 1)).not.toThrow();
  expect(() => checkFunction("call()", "log", undefined)).toThrow(
    new TypeError("call(): log is a function; it is undefined"),
  );
});

test.each([
  [undefined, "undefined"],
  [null, "null"],
  [7, "7"],
  [7n, "7"],
  ["7", '"7"'],
  [true, "true"],
  [Symbol("s"), "Symbol(s)"],
  [[1], "an array"],
  [{}, "an object of another kind"],
  [Object.create(null), "an object of another kind"],
  [{ constructor: 1 }, "an object of another kind"],
  [new Named(), "an instance of Named"],
  [new (class {})(), "an object of another kind"],
  [new Date(0), "an instance of Date"],
  [new RangeError("x"), "the error RangeError"],
  [new A(), "the error A"],
  [A, "the class A"],
  [function named() {}, "the function named"],
  [function classify() {}, "the function classify"],
  [() => class {}, "the function (anonymous)"],
  [() => 1, "the function (anonymous)"],
])("%o is described as %s", (value, words) => {
  expect(describe(value)).toBe(words);
});
