import type { Execution, Fault } from "@faultwire/catalog";
import { hide } from "@faultwire/catalog/internal";
import type { Outcome } from "./outcome.ts";
import { plan } from "./plan.ts";
import { abortedFault } from "./receive-exception.ts";

/** The rules for repeating a call that failed. */
export interface RetryOptions {
  /** The most requests that one call sends, the first included. */
  readonly attempts: number;
  /** The longest time in milliseconds that all attempts and the waits between them may take together. */
  readonly budget?: number;
  /** Whether the function may run twice for one call without harm. */
  readonly idempotent?: boolean;
}

/** The call that is repeated. */
interface RepeatedCall {
  readonly retry: RetryOptions;
  readonly signal: AbortSignal | undefined;
  readonly functionName?: string | undefined;
}

type Attempt = (signal: AbortSignal | undefined) => Promise<Outcome<unknown, Fault>>;

/** In milliseconds: the bounds of the first wait, of the first wait after a throttle, and of every wait. */
const FIRST_WAIT = 50;
const FIRST_WAIT_OF_THROTTLE = 1000;
const LONGEST_WAIT = 20_000;
/** In milliseconds: a longer timer fires at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Makes an attempt, and further ones while {@link plan} allows them. The fault of the last attempt covers those before
 * it: they are in `tried`, and `execution` holds for all attempts together.
 */
export async function withRetries(attempt: Attempt, call: RepeatedCall): Promise<Outcome<unknown, Fault>> {
  const { attempts, budget, idempotent = false } = call.retry;
  const end = performance.now() + (budget ?? LONGEST_TIMER);
  const signal = withDeadline(call.signal, budget);
  const tried: Fault[] = [];
  for (;;) {
    const outcome = await attempt(signal);
    const count = tried.length + 1;
    if (outcome.ok)
      return { ...outcome, meta: { ...outcome.meta, attempts: tried.length + outcome.meta.attempts } };
    const { retry, after } = plan(outcome.fault, { idempotent });
    const wait = after + jitter(outcome.fault, count);
    if (!retry || count >= attempts || performance.now() + wait >= end) return concluded(outcome, tried);
    tried.push(outcome.fault);
    await pause(wait, signal);
    if (signal?.aborted) return concluded(aborted(call, signal), tried);
  }
}

/**
 * Checks the rules for repeating a call.
 *
 * @throws TypeError for an impossible number.
 */
export function checkRetry({ attempts, budget = 1 }: RetryOptions = { attempts: 1 }): void {
  if (!(Number.isInteger(attempts) && attempts >= 1)) {
    throw new TypeError(
      `retry.attempts is a whole number from 1, the first request included; it is ${attempts}`,
    );
  }
  if (!(budget > 0 && budget <= LONGEST_TIMER)) {
    throw new TypeError(
      `retry.budget is a number of milliseconds above 0, ${LONGEST_TIMER} at most; it is ${budget}`,
    );
  }
}

/**
 * Computes a random wait in milliseconds, from 0 to a bound that doubles with each attempt (full jitter), so that
 * clients that failed together do not return together.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function jitter({ category, status }: Fault, attempt: number, random = Math.random()): number {
  const isThrottle = category === "account" || status === 429;
  const first = isThrottle ? FIRST_WAIT_OF_THROTTLE : FIRST_WAIT;
  return random * Math.min(first * 2 ** (attempt - 1), LONGEST_WAIT);
}

function withDeadline(signal: AbortSignal | undefined, budget: number | undefined): AbortSignal | undefined {
  if (budget === undefined) return signal;
  const deadline = AbortSignal.timeout(Math.ceil(budget));
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

/** The fault of the last attempt, with those before it. */
function concluded(
  outcome: Extract<Outcome<unknown, Fault>, { ok: false }>,
  tried: readonly Fault[],
): Outcome<unknown, Fault> {
  const { fault, meta } = outcome;
  if (tried.length === 0) return outcome;
  hide(fault, "tried", tried);
  hide(fault, "execution", combined([...tried, fault].map(({ execution }) => execution ?? "unknown")));
  return { ok: false, fault, meta: { ...meta, attempts: tried.length + meta.attempts } };
}

/** The execution of several attempts: the strongest that one of them reports; `none` only if all are `none`. */
function combined(executions: readonly Execution[]): Execution {
  return (["finished", "started", "unknown"] as const).find((one) => executions.includes(one)) ?? "none";
}

/** The outcome of a call that was aborted during a wait. */
function aborted(
  { functionName }: RepeatedCall,
  signal: AbortSignal,
): Extract<Outcome<unknown, Fault>, { ok: false }> {
  const fault = abortedFault({ functionName, signal });
  return { ok: false, fault, meta: { attempts: 0 } };
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    if (signal?.aborted) done();
    else signal?.addEventListener("abort", done);
  });
}
