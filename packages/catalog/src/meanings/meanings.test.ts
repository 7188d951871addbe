import { expect, test } from "vitest";
import { GatewayFault, RuntimeFault, ServiceFault, Undeclared } from "../families.ts";
import { meaningOf } from "./index.ts";

const data = { message: "m", status: 500, retryable: false, category: "service" } as const;

test("a fault of the platform has a meaning by its family and its name", () => {
  const errorType = "TooManyRequestsException";
  expect(meaningOf(new ServiceFault({ ...data, errorType }))).toMatch(/concurrency/);
  expect(meaningOf(new GatewayFault({ ...data, errorType }))).toMatch(/usage plan/);
  expect(meaningOf(new RuntimeFault({ ...data, errorType: "Function<RuntimeError>" }))).toMatch(/exception/);
});

test("an unknown name and a function's own have none", () => {
  expect(meaningOf(new ServiceFault({ ...data, errorType: "NewException" }))).toBeUndefined();
  expect(meaningOf(new RuntimeFault({ ...data, errorType: "Runtime.Tomorrow" }))).toBeUndefined();
  // Only a runtime puts the class of an exception into its type.
  expect(meaningOf(new ServiceFault({ ...data, errorType: "Function<KeyError>" }))).toBeUndefined();
  for (const errorType of ["toString", "__proto__", "constructor"])
    expect(meaningOf(new ServiceFault({ ...data, errorType }))).toBeUndefined();
  expect(meaningOf(new Undeclared({ ...data, errorType: "TooManyRequestsException" }))).toBeUndefined();
});

test.each([
  [undefined, "it is undefined"],
  [new RangeError("x"), "it is the error RangeError"],
])("%s is refused", (value, words) => {
  expect(() => Reflect.apply(meaningOf, undefined, [value])).toThrow(
    new TypeError(
      `meaningOf(): the argument is a fault; ${words}. Check an unknown error with isFault() first`,
    ),
  );
});
