import { expect, test } from "vitest";
import cases from "../../../../cases/invoke-service-errors.json" with { type: "json" };
import { ServiceFault } from "../families.ts";
import { meaningOf, SERVICE_MEANINGS } from "../meanings/index.ts";
import { toFault } from "./to-fault.ts";

const refused = (errorType: string, status: number) =>
  toFault(
    { wire: "service", reportedBy: "service", payload: {}, errorType, status },
    { name: "none", faults: {} },
  );

test.each(cases.map((each) => [each.name, each] as const))("%s is a ServiceFault", (name, told) => {
  const fault = refused(name, told.status);
  expect(fault).toBeInstanceOf(ServiceFault);
  expect({
    errorType: fault.errorType,
    status: fault.status,
    side: (fault as ServiceFault).side,
    retryable: fault.retryable,
    execution: fault.execution,
    meaning: meaningOf(fault),
  }).toEqual({
    errorType: name,
    status: told.status,
    side: told.fault,
    retryable: told.retryable !== "never",
    execution: told.executed === "no" ? "none" : "unknown",
    meaning: SERVICE_MEANINGS[name],
  });
  expect(meaningOf(fault)).toMatch(/^[A-Z].*\.$/);
});

test("an unknown refusal is one too, classified by its status", () => {
  expect(refused("TomorrowException", 409)).toMatchObject({ execution: "none", retryable: false });
  expect(refused("TomorrowException", 503)).toMatchObject({ execution: "unknown", retryable: true });
  expect(meaningOf(refused("TomorrowException", 409))).toBeUndefined();
  expect(meaningOf(refused("constructor", 409))).toBeUndefined();
});

test("every meaning is of a refusal that is recorded", () => {
  expect(Object.keys(SERVICE_MEANINGS)).toEqual(cases.map(({ name }) => name));
});
