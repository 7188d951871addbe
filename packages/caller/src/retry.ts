import type { Execution, Fault } from "@faultwire/catalog";
import { hide } from "@faultwire/catalog/internal";
import { abortedFault } from "./exception.ts";
import type { Outcome } from "./outcome.ts";
import { plan } from "./plan.ts";

/** Whether a caller calls again after a fault, and how often. */
export interface RetryOptions {
  /** Requests that are sent for one call at most, the first included. */
  readonly attempts: number;
  /** Milliseconds that all attempts and the waits between them may take together. */
  readonly budget?: number;
  /** Whether the function may run twice for one call without harm. */
  readonly idempotent?: boolean;
}

/** What one call is made with. */
interface Call {
  readonly retry: RetryOptions;
  readonly signal: AbortSignal | undefined;
  readonly functionName?: string | undefined;
}

type Attempt = (signal: AbortSignal | undefined) => Promise<Outcome<unknown, Fault>>;

/** Milliseconds: the first wait for what may pass, the first wait for a throttle, and the longest. */
const FIRST_WAIT = 50;
const FIRST_WAIT_OF_THROTTLE = 1000;
const LONGEST_WAIT = 20_000;
/** Milliseconds: a timer that is set for longer goes off at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * Makes an attempt, and further ones where {@link plan} has two yeses for it. The fault of the last one tells of those
 * before it: in `tried`, and in what it says of whether the function ran.
 */
export async function withRetries(attempt: Attempt, call: Call): Promise<Outcome<unknown, Fault>> {
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
 * Checks how often a caller calls again.
 *
 * @throws TypeError for a number that cannot be.
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

/** Full jitter: anything from nothing to a bound that doubles, so that those who failed together do not return so. */
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

/** What one attempt says of whether the function ran, all of them together may not say. */
function concluded(
  outcome: Extract<Outcome<unknown, Fault>, { ok: false }>,
  tried: readonly Fault[],
): Outcome<unknown, Fault> {
  const { fault, meta } = outcome;
  if (tried.length === 0) return outcome;
  hide(fault, "tried", tried);
  hide(fault, "execution", together([...tried, fault].map(({ execution }) => execution ?? "unknown")));
  return { ok: false, fault, meta: { ...meta, attempts: tried.length + meta.attempts } };
}

function together(executions: readonly Execution[]): Execution {
  // What is known to have happened once has happened.
  return (["finished", "started", "unknown"] as const).find((one) => executions.includes(one)) ?? "none";
}

/** Nothing was sent: the wait was given up. */
function aborted(
  { functionName }: Call,
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
