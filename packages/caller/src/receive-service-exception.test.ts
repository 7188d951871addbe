import fc from "fast-check";
import { describe, expect, test } from "vitest";
import invoke from "../../../cases/invoke-service-errors.json" with { type: "json" };
import cases from "../../../cases/service-exceptions.json" with { type: "json" };
import { parse } from "./parse/parse.ts";
import { receiveException } from "./receive-exception.ts";

const nothing = { name: "nothing", faults: {} };
const thrown = (name: string, httpStatusCode: number, members: object = {}) =>
  Object.assign(new Error("m"), {
    name,
    $fault: httpStatusCode < 500 ? "client" : "server",
    $metadata: { httpStatusCode, attempts: 1 },
    ...members,
  });
const others = Object.entries(cases.others).flatMap(([service, names]) =>
  names.map((name) => [service, name] as const),
);

describe("an exception that parse() is given", () => {
  test("is never a proof that a function did not run, by a name that other services have", () => {
    expect(Object.keys(cases.others).length).toBeGreaterThan(20);
    const reasons = [undefined, "CallerRateLimit", "UserLambdaValidation"];
    fc.assert(
      fc.property(
        fc.constantFrom(...others),
        fc.integer({ min: 400, max: 599 }),
        fc.constantFrom(...reasons),
        ([, name], status, Reason) => {
          expect(parse(thrown(name, status, { Reason }), nothing)?.execution).toMatch(
            /^(?:unknown|started)$/,
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("is one by a name that Lambda's model has alone, of one request", () => {
    const proofs = invoke.filter(
      ({ executed, name }) => executed === "no" && cases.lambdaAlone.includes(name),
    );
    expect(proofs.length).toBeGreaterThan(25);
    for (const { name, status } of proofs) {
      expect([name, parse(thrown(name, status), nothing)?.execution]).toEqual([name, "none"]);
      const again = thrown(name, status, { $metadata: { httpStatusCode: status, attempts: 2 } });
      expect([name, parse(again, nothing)?.execution]).toEqual([name, "unknown"]);
    }
  });

  test("is one as a throttle with a reason that only Lambda gives", () => {
    const Reason = "ReservedFunctionConcurrentInvocationLimitExceeded";
    const throttle = thrown("TooManyRequestsException", 429, { Reason });
    expect(parse(throttle, nothing)?.execution).toBe("none");
    expect(parse(thrown("LimitExceededException", 429, { Reason }), nothing)?.execution).toBe("unknown");
  });
});

test("a caller's own exception is Lambda's, whatever other services use its name", () => {
  for (const { name, status, executed } of invoke) {
    const { execution } = receiveException(thrown(name, status), { requests: 1, isLambdaApi: true });
    expect([name, execution]).toEqual([name, executed === "no" ? "none" : "unknown"]);
  }
});

test("no name of Lambda's alone is in another service's model", () => {
  const shared = others.filter(([, name]) => cases.lambdaAlone.includes(name));
  expect(shared).toEqual([]);
});

describe("another try may help", () => {
  test.each([
    ["ProvisionedThroughputExceededException", 400],
    ["ThrottlingException", 400],
    ["RequestLimitExceeded", 400],
    ["LimitExceededException", 400],
    ["TransactionInProgressException", 400],
    ["SlowDown", 503],
  ])("%s, a throttle under %i, was an answer that would be the same again", (name, status) => {
    expect(parse(thrown(name, status), nothing)).toMatchObject({
      name: "ServiceFault",
      retryable: true,
      category: "account",
      execution: "unknown",
    });
  });

  test("an error that its service's model marks", () => {
    const marked = thrown("ModelNotReadyException", 429, { $retryable: {} });
    expect(parse(marked, nothing)?.retryable).toBe(true);
    const dependency = thrown("DependencyTimeoutException", 424, { $retryable: { throttling: false } });
    expect(parse(dependency, nothing)?.retryable).toBe(true);
    expect(parse(thrown("DependencyTimeoutException", 424), nothing)?.retryable).toBe(false);
    expect(parse(thrown("ConditionalCheckFailedException", 400), nothing)?.retryable).toBe(false);
  });
});
