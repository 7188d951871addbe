import type { Catalog } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import { describeCatalog } from "../description/describe-catalog.ts";

/** An entry of `Retry` of a state. It is the same in JSONPath and JSONata. */
export interface Retrier {
  readonly ErrorEquals: readonly string[];
  /** Seconds. */
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
  readonly JitterStrategy: "FULL";
}

/** The options of {@link retryFor}. */
export interface RetryForOptions {
  /**
   * Whether the task may run twice without harm. `true` also retries faults that may pass and whose author promised
   * nothing, and errors after which the code has run or may have: time-outs and what has no error type. `false` retries, beside
   * the promised faults, only throttles, which Lambda refuses before it runs the function.
   *
   * @default undefined: promised faults, and what AWS recommends for every task
   */
  readonly idempotent?: boolean | undefined;
  /**
   * The number of retries of a fault of the catalog.
   *
   * @default 3
   */
  readonly attempts?: number | undefined;
}

/** A throttle, which Lambda refuses before it runs the function. CDK's own retries leave it out. */
const THROTTLE = "Lambda.TooManyRequestsException";
/**
 * The transient errors of Lambda, after which the function may have run.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
const RECOMMENDED = [
  "Lambda.ClientExecutionTimeoutException",
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
];
/** The function has run, at least in part: time-outs of the function and of the state, and errors without a type. */
const STARTED = ["Lambda.Unknown", "Sandbox.Timedout", "States.Timeout"];

const BACKOFF = { BackoffRate: 2, JitterStrategy: "FULL" } as const;

/**
 * Makes `Retry` of a task that calls a function with this catalog. A fault is in it where its author wrote
 * `retryable: true`, the promise that calling again is safe; below are the transient errors of Lambda, as often and as
 * far apart as AWS recommends.
 *
 * @throws TypeError for a value that is not a catalog, and for a wrong option.
 * @example
 * const task = { Type: "Task", Resource: arn, Retry: retryFor(Orders), End: true };
 */
export function retryFor(catalog: Catalog, options: RetryForOptions = {}): readonly Retrier[] {
  const where = "retryFor()";
  checkOptions(where, options, ["idempotent", "attempts"]);
  const { idempotent, attempts = 3 } = options;
  if (idempotent !== undefined && typeof idempotent !== "boolean")
    throw new TypeError(`${where}: idempotent is true or false; it is ${describe(idempotent)}`);
  if (!Number.isSafeInteger(attempts) || attempts < 1 || attempts > 99_999_999)
    throw new TypeError(`${where}: attempts is a whole number from 1; it is ${describe(attempts)}`);
  const retried = describeCatalog(catalog)
    .faults.filter(({ retryable, isPromised }) => retryable && (isPromised || idempotent === true))
    .map(({ errorType }) => errorType);
  const platform = [
    THROTTLE,
    ...(idempotent === false ? [] : RECOMMENDED),
    ...(idempotent === true ? STARTED : []),
  ];
  const own = { ErrorEquals: retried, IntervalSeconds: 1, MaxAttempts: attempts, ...BACKOFF };
  return [
    // An empty list is refused.
    ...(retried.length === 0 ? [] : [own]),
    { ErrorEquals: platform, IntervalSeconds: 2, MaxAttempts: 6, ...BACKOFF },
  ];
}
