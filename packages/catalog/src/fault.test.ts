import { describe, expect, test } from "vitest";
import { fault } from "./declare-fault.ts";
import { RuntimeFault } from "./families.ts";
import { isFault } from "./fault.ts";
import { toFault } from "./receiving/to-fault.ts";

class Down extends fault("Down", { status: 503, message: "down" }) {}

const received = () =>
  toFault(
    {
      ...{ wire: "http", payload: "p", errorType: "Down", message: "down", status: 502, retryAfter: 3 },
      ...{ retryable: false, requestId: "r" },
    },
    { name: "c", faults: { Down } },
  );

describe("a fault is recognised by its brand", () => {
  const brand = Symbol.for("faultwire.fault");
  const throwing = {
    get [brand]() {
      throw new Error("no");
    },
  };

  test.each<[string, unknown, boolean]>([
    ["a declared fault", new Down(), true],
    ["an object of another copy of the library", { [brand]: true }, true],
    ["an object with another value there", { [brand]: 1 }, false],
    ["a function with the brand", Object.assign(() => 1, { [brand]: true }), false],
    ["an error", new Error("m"), false],
    ["null", null, false],
    ["undefined", undefined, false],
    ["a text", "Down", false],
    ["an object that throws", throwing, false],
  ])("%s", (_, value, expected) => {
    expect(isFault(value)).toBe(expected);
  });
});

describe("the members of a received fault", () => {
  const family = new RuntimeFault({
    ...{ errorType: "Sandbox.Timedout", message: "m", status: 500, retryable: false, category: "function" },
  });

  test("that loggers see are those that it has", () => {
    expect(Object.keys(received())).toEqual(["retryAfter"]);
    expect(Object.keys(family)).toEqual(["errorType"]);
    expect("details" in family).toBe(false);
  });

  // Tools that catch errors put causes on them, and mask what they hold.
  test.each(["retryAfter", "status", "retryable", "origin", "execution"])(
    "may be assigned and removed as those of any error: %s",
    (member) => {
      const error = received();
      expect(Object.hasOwn(error, member)).toBe(true);
      expect(Reflect.set(error, member, "masked")).toBe(true);
      expect(error).toHaveProperty([member], "masked");
      expect(Reflect.deleteProperty(error, member)).toBe(true);
      expect(Object.hasOwn(error, member)).toBe(false);
    },
  );
});

test("the tag is the name, and neither a member of the fault nor of its JSON", () => {
  const faults = [new Down(), received()];
  expect(faults.map(({ _tag }) => _tag)).toEqual(["Down", "Down"]);
  for (const each of faults) {
    expect(Reflect.ownKeys(each)).not.toContain("_tag");
    expect(each.toJSON()).not.toHaveProperty("_tag");
  }
});
