import { decodeStandard } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import execution from "../../../../cases/execution-certainty.json" with { type: "json" };
import cases from "../../../../cases/platform-error-types.json" with { type: "json" };
import { RuntimeFault, Undeclared } from "../families.ts";
import { meaningOf, RUNTIME_MEANINGS } from "../meanings/index.ts";
import { toFault } from "./to-fault.ts";

const failed = (members: object) =>
  toFault(decodeStandard(JSON.stringify(members)), { name: "none", faults: {} });
const typed = (errorType: string) => failed({ errorType, errorMessage: "m" });

describe("a type of the platform or of a runtime", () => {
  const ofRuby = (errorType: string) => errorType.startsWith("Function<");

  test.each(
    cases.filter(({ errorType }) => !ofRuby(errorType)).map((each) => [each.errorType, each] as const),
  )("%s is a RuntimeFault", (errorType, known) => {
    const fault = typed(errorType.replace("CLASS", "KeyError"));
    expect(fault).toBeInstanceOf(RuntimeFault);
    expect(fault.retryable).toBe(known.retryable === "yes");
    expect(meaningOf(fault)).toMatch(/^(?:[A-Z].*|undefined was thrown, which is not an Error)\.$/);
  });

  test("that could be anybody's comes with a stack where it is a function's own", () => {
    const own = failed({
      errorType: "InternalServerError",
      errorMessage: "m",
      trace: ["InternalServerError: m"],
    });
    expect(own).toBeInstanceOf(Undeclared);
    expect(meaningOf(own)).toBeUndefined();
  });

  test.each([
    ["Runtime.ImportModuleError", "configuration"],
    ["Runtime.HandlerNotFound", "configuration"],
    ["Runtime.InvalidEntrypoint", "configuration"],
    ["Extension.LaunchError", "configuration"],
    ["Init<KeyError>", "configuration"],
    ["Sandbox.Timedout", "function"],
    ["Runtime.OutOfMemory", "function"],
    ["Runtime.ExitError", "function"],
    ["Runtime.UnhandledPromiseRejection", "function"],
    ["Function.ResponseSizeTooLarge", "function"],
    ["Function<KeyError>", "function"],
    ["string", "function"],
    ["Sandbox.Failure", "runtime"],
    ["Runtime.Unavailable", "runtime"],
    ["Client.ExecutionEnvironmentIsUnhealthy", "runtime"],
  ])("%s has the category %s", (errorType, category) => {
    expect(typed(errorType).category).toBe(category);
  });

  test.each([
    ...["Runtime.InitError", "Runtime.ReadyFailed", "Runtime.RegistrationFailed", "Runtime.Unavailable"],
    ...["Runtime.TooManyIdleRuntimes", "Runtime.PlatformError", "Runtime.NativeClientLoading"],
    ...["Runtime.BadFunctionCode", "Runtime.BuiltInModuleConflict", "Runtime.LambdaRuntimeClientError"],
    ...["Sandbox.LogSocketsUnavailable", "Sandbox.ShutdownFailed", "PermissionDenied", "TooManyExtensions"],
    ...["InvalidRequest", "InvalidRequestID", "ErrMalformedRequest", "InvalidStateTransition"],
    ...["InternalServerError", "RuntimeExecFailure", "Sandbox.EventSetupFailure"],
    // Names that AWS may add.
    ...[
      "Runtime.Anything",
      "Runtime.SomeFailure",
      "Sandbox.Anything",
      "Function.Anything",
      "Extension.Anything",
    ],
  ])("%s does not show whether code ran", (errorType) => {
    expect(typed(errorType).execution).toBe("unknown");
  });

  test.each(["Function<KeyError>", "Function<Acme::OrderNotFound>", "Function<UserException>"])(
    "%s is the exception of a Ruby handler",
    (errorType) => {
      const fault = typed(errorType);
      expect(fault).toBeInstanceOf(Undeclared);
      expect(fault).toMatchObject({
        errorType,
        execution: "started",
        category: "function",
        retryable: false,
      });
    },
  );

  test("has a meaning by its name, or by its form where Ruby puts a class into it, and no other type has one", () => {
    const named = cases.map(({ errorType }) => errorType).filter((type) => !type.endsWith("<CLASS>"));
    expect(new Set(Object.keys(RUNTIME_MEANINGS))).toEqual(new Set(named));
  });
});

describe("whether the code ran", () => {
  const named = execution.functionErrorTypes.filter(({ errorType }) => /^[A-Z]\w+\.\w+$/.test(errorType));
  test.each(named.map((each) => [each.errorType, each] as const))("is known for %s", (errorType, known) => {
    const isDone = /RETURNED/.test(known.why);
    // A payload that is marked as a function error was named by code, so it is never "none".
    const expected = isDone ? "finished" : known.codeRan === "yes" ? "started" : "unknown";
    expect(typed(errorType).execution).toBe(expected);
  });

  test("was that of a time-out where a message of another form ends in the words of one", () => {
    const quoted = (errorMessage: string) => failed({ errorMessage }).name;
    expect(quoted("2026-01-01T00:00:00.000Z 1 Task timed out after 3.00 seconds")).toBe("RuntimeFault");
    expect(quoted("RequestId: 1 Process exited before completing request")).toBe("RuntimeFault");
    for (const words of ["the job: ", "a b ", "callee said: 2026-01-01T00:00:00.000Z 1 "]) {
      expect(quoted(`${words}Task timed out after 3.00 seconds`)).toBe("Undeclared");
      expect(quoted(`${words}Process exited before completing request`)).toBe("Undeclared");
    }
  });

  test("is known without a type, and unknown for any other error", () => {
    expect(
      failed({ errorMessage: "2026-01-01T00:00:00.000Z 1 Task timed out after 3.00 seconds" }),
    ).toMatchObject({
      errorType: "Sandbox.Timedout",
      execution: "started",
    });
    expect(
      failed({ errorMessage: "RequestId: 1 Error: Runtime exited with error: signal: killed" }),
    ).toMatchObject({ errorType: "Runtime.ExitError", execution: "unknown" });
    expect(typed("AnyOther").execution).toBe("started");
  });
});
