import { expect, test } from "vitest";
import { safeForRuntime } from "./safe-for-runtime.ts";

const settings = { requestId: "r-1" };
const named = (name: string, message = "m") => Object.assign(new Error(message), { name });
const withStack = (stack: unknown, message = "m") =>
  Object.defineProperty(new Error(message), "stack", { value: stack });

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
  ["a longer message", withStack("Error: m", "m".repeat(50_001)), { message: "m".repeat(50_000) }],
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

test("an error without properties is thrown unchanged where properties are hidden", () => {
  const error = new RangeError("m");
  expect(safeForRuntime(error, { ...settings, redact: () => ({}) })).toBe(error);
  expect(safeForRuntime(error, { ...settings, logProperties: false })).toBe(error);
});

test("a list that was thrown is a text of its entries, but of its kind only where those are hidden", () => {
  const messageOf = (more: object) => safeForRuntime(["4111", "4222"], { ...settings, ...more });
  expect(messageOf({})).toMatchObject({ name: "object", message: "4111,4222" });
  expect(messageOf({ redact: () => ({}) })).toMatchObject({ name: "object", message: "[Array]" });
  expect(messageOf({ logProperties: false })).toMatchObject({ message: "[Array]" });
});
