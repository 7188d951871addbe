import { expect, test } from "vitest";
import cases from "../../../../cases/invoke-service-errors.json" with { type: "json" };
import { ServiceFault } from "../families.ts";
import { meaningOf, SERVICE_MEANINGS } from "../meanings/index.ts";
import { classifyServiceError, isLambdaAlone } from "./classify-service-error.ts";
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

test("every refusal that is recorded has a meaning, and no other has one", () => {
  expect(Object.keys(SERVICE_MEANINGS)).toEqual(cases.map(({ name }) => name));
});

test.each([
  ["TooManyRequestsException", "CallerRateLimitExceeded", true],
  ["TooManyRequestsException", "ReservedFunctionConcurrentInvocationLimitExceeded", true],
  ["TooManyRequestsException", "ReservedFunctionInvocationRateLimitExceeded", true],
  ["TooManyRequestsException", "ConcurrentSnapshotCreateLimitExceeded", true],
  ["TooManyRequestsException", "AccountLimitExceeded", false],
  ["TooManyRequestsException", undefined, false],
  ["ThrottlingException", "CallerRateLimitExceeded", false],
  ["ENILimitReachedException", undefined, true],
  ["SnapStartException", undefined, true],
  ["MyENILimitReachedException", undefined, false],
  ["ENILimitReachedExceptions", undefined, false],
  ["ResourceNotFoundException", undefined, false],
] as const)("%s of %s is of Lambda and of no other service: %s", (errorType, reason, isAlone) => {
  expect(isLambdaAlone(errorType, reason)).toBe(isAlone);
});

test.each([
  ["TomorrowException", 400, "request", false, "none"],
  ["TomorrowException", 402, "account", false, "none"],
  ["TomorrowException", 408, "request", false, "unknown"],
  ["TomorrowException", 429, "account", true, "none"],
  ["TomorrowException", 499, "request", false, "none"],
  ["TomorrowException", 500, "service", true, "unknown"],
  ["ThrottlingException", 400, "account", true, "none"],
  ["SlowDown", 503, "account", true, "unknown"],
  ["KMSTomorrowException", 502, "configuration", false, "none"],
  ["EFSTomorrowException", 408, "configuration", false, "none"],
  ["EFSIOException", 410, "configuration", true, "unknown"],
  ["Unknown", 400, "request", false, "unknown"],
  ["InternalFailure", 400, "request", true, "none"],
  ["AccessTomorrow", 400, "caller", false, "none"],
  ["UnAuthorized", 400, "caller", false, "none"],
  ["TomorrowToken", 400, "caller", false, "none"],
  ["TomorrowSignature", 400, "caller", false, "none"],
  ["UnrecognizedClient", 400, "caller", false, "none"],
  ["OptInRequired", 400, "caller", false, "none"],
  ["RequestExpired", 400, "caller", false, "none"],
] as const)("%s of status %d", (errorType, status, category, retryable, execution) => {
  expect(classifyServiceError(errorType, status)).toEqual({ category, retryable, execution });
});
