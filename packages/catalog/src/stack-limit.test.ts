import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fault } from "./declare-fault.ts";
import { toFault } from "./receiving/to-fault.ts";
import { setStackLimit } from "./stack-limit.ts";

class Flow extends fault("Flow", { status: 400, stack: false, message: "flow" }) {}
class Traced extends fault("Traced", { message: "traced" }) {}
const flows = { name: "flows", faults: { Flow, Traced } };

const makeAll = () => [
  new Flow(),
  new Traced(),
  toFault({ wire: "standard", payload: "", errorType: "Flow", message: "flow" }, flows),
];

/** A limit that nothing else sets. */
const LIMIT = 7;
const before = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");

beforeEach(() => {
  Error.stackTraceLimit = LIMIT;
});

afterEach(() => {
  Object.defineProperty(Error, "stackTraceLimit", { value: 10, ...before });
});

describe("the limit of stacks is as it was", () => {
  test("after every way of making a fault", () => {
    for (const made of makeAll()) expect(made).toMatchObject({ message: expect.any(String) });
    expect(Error.stackTraceLimit).toBe(LIMIT);
  });

  test("where a program has removed it", () => {
    Reflect.deleteProperty(Error, "stackTraceLimit");
    makeAll();
    expect(Error).not.toHaveProperty("stackTraceLimit");
  });

  test.each<[string, () => unknown]>([
    [
      "a cause that throws when it is read",
      () =>
        new Flow(undefined, {
          get cause(): never {
            throw new RangeError("no");
          },
        }),
    ],
    [
      "a class whose prototype cannot be read",
      () => {
        const { proxy, revoke } = Proxy.revocable(Flow, {});
        revoke();
        return Reflect.construct(Flow, [], proxy);
      },
    ],
  ])("after %s", (_, make) => {
    expect(make).toThrow();
    expect(Error.stackTraceLimit).toBe(LIMIT);
    expect(new Flow().stack).toBe("Flow: flow");
  });

  test.each<[string, PropertyDescriptor]>([
    ["it is read-only, as of a frozen Error", { value: 10, writable: false }],
    [
      "setting it throws",
      {
        get: () => 10,
        set: () => {
          throw new RangeError("hardened");
        },
      },
    ],
  ])("where %s, and faults are made all the same", (_, descriptor) => {
    Object.defineProperty(Error, "stackTraceLimit", { ...descriptor, configurable: true });
    expect(makeAll().map(({ name }) => name)).toEqual(["Flow", "Traced", "Flow"]);
    expect(Object.getOwnPropertyDescriptor(Error, "stackTraceLimit")).toMatchObject(descriptor);
  });
});

test("setting the limit returns what it was", () => {
  expect(setStackLimit(3)).toBe(LIMIT);
  expect(setStackLimit(undefined)).toBe(3);
  expect(setStackLimit(LIMIT)).toBeUndefined();
  expect(Error.stackTraceLimit).toBe(LIMIT);
});
