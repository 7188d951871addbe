import { expect, test } from "vitest";
import { safeForRuntime } from "./safe-for-runtime.ts";

const settings = { requestId: "r-1" };
const named = (name: string, message = "m") => Object.assign(new Error(message), { name });
const withStack = (stack: unknown) => Object.defineProperty(new Error("m"), "stack", { value: stack });

test.each<[string, Error]>([
  ["an error", new RangeError("m")],
  ["the longest name", named("n".repeat(1000))],
  ["the longest message", named("E", "m".repeat(50_000))],
])("%s is thrown unchanged", (_title, thrown) => {
  const error = Object.defineProperty(thrown, "stack", { value: "Error: m\n    at f (a.js:1:1)" });
  expect(safeForRuntime(error, settings)).toBe(error);
});

test.each<[string, object, object]>([
  ["a longer name", named("n".repeat(1001)), { name: "n".repeat(1000), message: "m" }],
  ["a longer message", named("E", "m".repeat(50_001)), { name: "E", message: "m".repeat(50_000) }],
  ["no stack", withStack(undefined), { name: "Error", message: "m", stack: "" }],
  ["a stack that is not a text", withStack(7), { name: "Error", message: "m", stack: "" }],
  ["a name that is not a text", Object.assign(new Error("m"), { name: 7 }), { name: "object", message: "m" }],
  ["a toJSON of its own", Object.assign(new Error("m"), { toJSON: () => "secret" }), { message: "m" }],
  [
    "a prototype that cannot be read",
    new Proxy(new Error("m"), {
      getPrototypeOf() {
        throw new Error("p");
      },
    }),
    { name: "Error", message: "m" },
  ],
])("an error with %s is thrown as a copy", (_title, thrown, expected) => {
  const safe = safeForRuntime(thrown, settings);
  expect(safe === thrown).toBe(false);
  expect(safe).toBeInstanceOf(Error);
  expect(safe).toMatchObject(expected);
});
