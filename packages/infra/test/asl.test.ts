import { parse } from "@faultwire/caller";
import { defineCatalog, fault, RuntimeFault } from "@faultwire/catalog";
import { encodeStandard } from "@faultwire/wire";
import aslValidator from "asl-validator";
import { describe, expect, test } from "vitest";
import { type Catcher, catchFor, type Retrier, retryFor } from "../src/index.ts";
import { Orders, orders } from "./catalogs.ts";

class Busy extends fault("Busy", { status: 503, message: "m" }) {}
const Quiet = defineCatalog("quiet", { Busy });

const AWS_RECOMMENDS = [
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
];
const retried = (retry: readonly Retrier[]) => retry.flatMap(({ ErrorEquals }) => ErrorEquals);

/** The problems of a state machine with these, by the validator and by rules that it does not have. */
function problemsOf(Retry: readonly Retrier[], Catch: readonly Catcher[], isJsonata = false): string[] {
  const next = { Type: "Pass", End: true };
  const { errors } = aslValidator({
    ...(isJsonata && { QueryLanguage: "JSONata" }),
    StartAt: "Call",
    States: {
      Call: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        ...(isJsonata ? { Arguments: { FunctionName: "f" } } : { Parameters: { FunctionName: "f" } }),
        Retry,
        Catch,
        End: true,
      },
      ...Object.fromEntries(Catch.map(({ Next }) => [Next, next])),
    },
  });
  const own = [Retry, Catch].flatMap((list) => [
    ...list.filter(({ ErrorEquals }) => ErrorEquals.length === 0).map(() => "empty ErrorEquals"),
    ...list.flatMap(({ ErrorEquals }, index) =>
      ErrorEquals.includes("States.ALL") && (ErrorEquals.length > 1 || index < list.length - 1)
        ? ["States.ALL is not alone and last"]
        : [],
    ),
    ...(new Set(retriedOnce(list)).size < retriedOnce(list).length ? ["an error twice"] : []),
  ]);
  if (Catch.some((each) => Object.hasOwn(each, isJsonata ? "ResultPath" : "Output")))
    own.push("a member of another language");
  return [...errors.map((each) => JSON.stringify(each)), ...own];
}
const retriedOnce = (list: readonly { readonly ErrorEquals: readonly string[] }[]) =>
  list.flatMap(({ ErrorEquals }) => ErrorEquals);

describe("Retry", () => {
  test("has the promised faults, and the transient errors as AWS recommends with the throttle", () => {
    expect(retryFor(Orders)).toEqual([
      {
        ErrorEquals: ["PaymentPending"],
        ...{ IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2, JitterStrategy: "FULL" },
      },
      {
        ErrorEquals: ["Lambda.TooManyRequestsException", ...AWS_RECOMMENDS],
        ...{ IntervalSeconds: 2, MaxAttempts: 6, BackoffRate: 2, JitterStrategy: "FULL" },
      },
    ]);
    expect(retryFor(Orders, { attempts: 9 })[0]?.MaxAttempts).toBe(9);
  });

  test("has faults without a promise, time-outs and untyped errors only where two runs do no harm", () => {
    const more = ["Busy", "Lambda.Unknown", "Sandbox.Timedout", "States.Timeout"];
    for (const name of more) {
      expect(retried(retryFor(Orders))).not.toContain(name);
      expect(retried(retryFor(Orders, { idempotent: true }))).toContain(name);
    }
    expect(retried(retryFor(Orders, { idempotent: true }))).not.toContain("OrderNotFound");
  });

  test("has only promised faults and throttles where two runs do harm", () => {
    expect(retryFor(Orders, { idempotent: false }).map(({ ErrorEquals }) => ErrorEquals)).toEqual([
      ["PaymentPending"],
      ["Lambda.TooManyRequestsException"],
    ]);
  });

  test("has no empty list, where a catalog promises nothing", () => {
    expect(retryFor(Quiet)).toHaveLength(1);
    expect(retryFor(defineCatalog("none", {}))).toHaveLength(1);
  });
});

describe("Catch", () => {
  test("takes every fault to one state, or some of them each to its own, and the others last", () => {
    const all = Object.keys(Orders.faults);
    expect(catchFor(Orders, { next: "Failed" })).toEqual([{ ErrorEquals: all, Next: "Failed" }]);
    expect(
      catchFor(Orders, {
        next: { Busy: "Wait", OrderNotFound: "Refund", CardDeclined: "Refund" },
        others: "Alarm",
        resultPath: "$.error",
      }),
    ).toEqual([
      { ErrorEquals: ["OrderNotFound", "CardDeclined"], ResultPath: "$.error", Next: "Refund" },
      { ErrorEquals: ["Busy"], ResultPath: "$.error", Next: "Wait" },
      { ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Alarm" },
    ]);
    expect(catchFor(Orders, { next: {} })).toEqual([]);
    expect(catchFor(defineCatalog("none", {}), { next: "Failed" })).toEqual([]);
  });

  test.each(orders.map((each) => [each.errorType, each] as const))(
    "hands on what parse() reads as %s again, with its details",
    (errorType, each) => {
      // As Step Functions writes the error that the runtime posts.
      const { name, message, stack } = encodeStandard(each, "orders", "\n    at handler (index.mjs:1:1)");
      const Cause = JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split("\n") });
      expect(catchFor(Orders, { next: "Failed" })[0]?.ErrorEquals).toContain(name);
      const received = parse({ Error: name, Cause }, Orders);
      expect(received).toMatchObject({ name: errorType, execution: "started" });
      expect(received?.details).toEqual(each.details);
    },
  );

  test("hands on a time-out, which is not taken for a fault", () => {
    const timeout = parse({ Error: "States.Timeout", Cause: "" }, Orders);
    expect(timeout).toBeInstanceOf(RuntimeFault);
    expect(timeout?.execution).not.toBe("none");
  });
});

describe("a state machine with both is valid", () => {
  const languages = [
    ["JSONPath", false, { resultPath: "$.error" }],
    ["JSONata", true, { output: "{% $states.errorOutput %}" }],
    ["JSONata, with variables", true, { assign: { cause: "{% $states.errorOutput.Cause %}" } }],
  ] as const;
  test.each(languages)("%s", (_, isJsonata, more) => {
    for (const catalog of [Orders, Quiet])
      for (const idempotent of [undefined, true, false]) {
        const catchers = catchFor(catalog, { next: { Busy: "Wait" }, others: "Alarm", ...more });
        expect(problemsOf(retryFor(catalog, { idempotent }), catchers, isJsonata)).toEqual([]);
      }
  });

  test("and the rules find what the validator does not", () => {
    const [retrier] = retryFor(Quiet);
    if (retrier === undefined) throw new Error("no retrier");
    const catchers = catchFor(Quiet, { next: "Wait", others: "Alarm" });
    expect(problemsOf([{ ...retrier, ErrorEquals: [] }], [])).toContain("empty ErrorEquals");
    expect(problemsOf([], catchers.toReversed())).toContain("States.ALL is not alone and last");
    expect(problemsOf([{ ...retrier, ErrorEquals: ["States.ALL", "A"] }], [])).toContain(
      "States.ALL is not alone and last",
    );
    expect(problemsOf([retrier, retrier], [])).toContain("an error twice");
    expect(problemsOf([], catchFor(Quiet, { next: "Wait", resultPath: "$.e" }), true)).toEqual([
      "a member of another language",
    ]);
    const Call = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true };
    const lost = { ...Call, Catch: catchFor(Quiet, { next: "Nowhere" }) };
    expect(aslValidator({ StartAt: "Call", States: { Call } }).isValid).toBe(true);
    expect(aslValidator({ StartAt: "Call", States: { Call: lost } }).isValid).toBe(false);
  });
});

test.each([
  [() => Reflect.apply(retryFor, undefined, [{}]), /describeCatalog\(\): the first argument is a catalog/],
  [
    () => Reflect.apply(retryFor, undefined, [Orders, { idempotent: "yes" }]),
    /idempotent is true or false; it is "yes"/,
  ],
  [() => retryFor(Orders, { attempts: 0 }), /attempts is a whole number from 1; it is 0/],
  [() => Reflect.apply(catchFor, undefined, [Orders, {}]), /next is the name of a state.*; it is undefined/],
  [() => catchFor(Orders, { next: "" }), /next is the name of a state/],
  [
    () => catchFor(Orders, { next: "A", others: "x".repeat(81) }),
    /others is the name of a state, of at most 80/,
  ],
  [
    () => Reflect.apply(catchFor, undefined, [Orders, { next: { Bussy: "A" } }]),
    /next has the fault Bussy; the faults are OrderNotFound, /,
  ],
  [
    () => catchFor(Orders, { next: "A", resultPath: "$.e", output: "x" }),
    /resultPath is of JSONPath and output of JSONata/,
  ],
])("a wrong argument %# is refused", (call, message) => {
  expect(call).toThrow(TypeError);
  expect(call).toThrow(message);
});
