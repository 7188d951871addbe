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
