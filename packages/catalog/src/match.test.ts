import { expect, test } from "vitest";
import { fault } from "./declare-fault.ts";
import { RuntimeFault } from "./families.ts";
import { match } from "./match.ts";

class A extends fault("A", { message: "a" }) {}
const data = {
  errorType: "Sandbox.Timedout",
  message: "m",
  status: 500,
  retryable: false,
  category: "function",
} as const;

test("a fault takes the arm of its name", () => {
  expect(match(new A(), { A: (f) => f.message, Platform: () => "p" })).toBe("a");
});

test("a family takes its own arm, or Platform", () => {
  const timeout: A | RuntimeFault = new RuntimeFault(data);
  expect(
    match(timeout as A | RuntimeFault, { A: () => 1, RuntimeFault: (f) => f.errorType, Platform: () => 2 }),
  ).toBe("Sandbox.Timedout");
  expect(match(timeout as A | RuntimeFault, { A: () => 1, Platform: (f) => f.name })).toBe("RuntimeFault");
});

const failing = (fault: unknown, arms: unknown) => () => Reflect.apply(match, undefined, [fault, arms]);

test.each([
  ["undefined", failing(undefined, {}), /^match\(\): the first argument is a fault; it is undefined$/],
  [
    "an error",
    failing(new RangeError("x"), {}),
    /^match\(\): the first argument is a fault; it is the error RangeError$/,
  ],
  [
    "no arms",
    failing(new A(), undefined),
    /^match\(\): the second argument is an object of functions; it is undefined$/,
  ],
  [
    "null as arms",
    failing(new A(), null),
    /^match\(\): the second argument is an object of functions; it is null$/,
  ],
  [
    "a missing arm",
    failing(new A(), { B: () => 1 }),
    /^match\(\): the arm A or Platform is a function of the fault; it is undefined$/,
  ],
  ["an inherited arm", failing(new A(), Object.create({ A: () => 1 })), /^match\(\): the arm A or Platform/],
  [
    "an arm that is not a function",
    failing(new A(), { A: "a" }),
    /^match\(\): the arm A is a function of the fault; it is "a"$/,
  ],
])("%s is refused", (_, run, message) => {
  expect(run).toThrow(TypeError);
  expect(run).toThrow(message);
});
