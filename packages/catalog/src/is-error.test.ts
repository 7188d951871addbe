import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { isError } from "./is-error.ts";

const { proxy: revoked, revoke } = Proxy.revocable(new Error("m"), {});
revoke();
const throwing = new Proxy(
  {},
  {
    get: () => {
      throw new Error("no");
    },
  },
);

test.each<[string, unknown, boolean]>([
  ["an error", new RangeError("m"), true],
  ["a DOMException", new DOMException("m", "AbortError"), true],
  ["a proxy of an error", new Proxy(new Error("m"), {}), true],
  ["an error of another realm", runInNewContext('new TypeError("m")'), true],
  [
    "an object of a subclass of another realm",
    runInNewContext('new (class Own extends Error {})("m")'),
    true,
  ],
  [
    "a DOMException of another realm, as jsdom has",
    runInNewContext(
      '({ __proto__: class { get [Symbol.toStringTag]() { return "DOMException"; } }.prototype })',
    ),
    true,
  ],
  ["an object that looks like one", { name: "Error", message: "m", stack: "Error: m" }, false],
  ["an object of another realm", runInNewContext("({})"), false],
  ["a revoked proxy", revoked, false],
  ["a proxy that throws", throwing, false],
  ["null", null, false],
  ["a text", "Error: m", false],
  ["a class of errors", Error, false],
  ["a plain object that calls itself one", { [Symbol.toStringTag]: "Error" }, false],
  ["a function that calls itself one", Object.assign(() => 1, { [Symbol.toStringTag]: "Error" }), false],
])("isError of %s", (_, value, expected) => {
  expect(isError(value)).toBe(expected);
});
