import { defineCatalog, fault } from "@faultwire/catalog";
import { expect, test } from "vitest";
import { carriedBy, carryFault } from "./carry-fault.ts";

/* Under the SDK itself: e2e/test/durable.test.ts. */

class Refused extends fault("Refused", { status: 409, message: "refused" }) {}
const faults = defineCatalog("faults", { Refused });

/** `StepError` of the SDK, as far as it is used. */
class StepError extends Error {}

test.each([
  ["an error of the SDK", StepError],
  ["an error like any other, where the SDK has none", undefined],
])("carries a fault as %s: with its name, its stack and itself as the cause, hidden", (_, found) => {
  const thrown = new Refused();
  const error = carryFault(thrown, { StepError: found, mapping: { throws: faults, requestId: "" } });
  expect(error).toBeInstanceOf(found ?? Error);
  expect(error).toMatchObject({ name: "Refused", stack: thrown.stack, cause: thrown });
  expect(Object.keys(error as Error)).not.toContain("cause");
  expect(carriedBy(error as Error)).toEqual({ thrown, fault: thrown });
});

test("leaves any other value as it is", () => {
  const thrown = new RangeError("m");
  expect(carryFault(thrown, { StepError, mapping: { throws: faults, requestId: "" } })).toBe(thrown);
});
