import type { Execution, Fault } from "@faultwire/catalog";
import { describe, hide } from "@faultwire/catalog/internal";
import type { Outcome } from "./outcome.ts";
import { plan } from "./plan.ts";
import { abortedFault } from "./receive-exception.ts";
import { jitter, LONGEST_WAIT } from "./retry-wait.ts";

/** The rules for repeating a call that failed. */
export interface RetryOptions {
  /** The most requests that one call sends, the first included. */
  readonly attempts: number;
  /** The longest time in milliseconds that all attempts and the waits between them may take together. */
  readonly budget?: number;
  /**
   * Whether the function may run twice for one call without harm.
   *
   * @default false
   */
  readonly idempotent?: boolean;
}

/** The rules for repeating one call, with every default filled in. */
export interface RetryRules {
  readonly attempts: number;
  readonly budget?: number | undefined;
  readonly idempotent: boolean;
  /** Whether only calls that provably did not run are repeated, as by default. */
  readonly isProvenOnly: boolean;
}

/** The call that is repeated. */
interface RepeatedCall {
  readonly rules: RetryRules;
  readonly signal: AbortSignal | undefined;
  readonly functionName?: string | undefined;
}

type Attempt = (signal: AbortSignal | undefined) => Promise<Outcome<unknown, Fault>>;

/** As the SDK's. */
const DEFAULT_ATTEMPTS = 3;
/** In milliseconds: a longer timer fires at once. */
const LONGEST_TIMER = 2_147_483_647;
const KNOWN: readonly string[] = ["attempts", "budget", "idempotent"];

/**
 * Checks the `retry` option of a caller and fills in its defaults. Without the option, a call is repeated only if it
 * provably did not run; with `false` it never is.
 *
 * @throws TypeError naming the call, the member and what to do.
 */
export function retryRules(where: string, retry: RetryOptions | false | undefined): RetryRules {
  if (retry === false) return { attempts: 1, idempotent: false, isProvenOnly: true };
  if (retry === undefined) return { attempts: DEFAULT_ATTEMPTS, idempotent: false, isProvenOnly: true };
  if (typeof retry !== "object" || retry === null || Array.isArray(retry)) {
    const forms = "an object such as { attempts: 3, idempotent: true }, or false for no retries";
    throw new TypeError(`${where}: retry is ${forms}; it is ${describe(retry)}`);
  }
  const unknown = Object.keys(retry).find((member) => !KNOWN.includes(member));
  if (unknown !== undefined) {
    throw new TypeError(`${where}: retry has no member "${unknown}"; its members are ${KNOWN.join(", ")}`);
  }
  const { attempts, budget, idempotent = false } = retry;
  if (!(Number.isInteger(attempts) && attempts >= 1)) {
    throw new TypeError(
      `${where}: retry.attempts is a whole number from 1, the first request included; it is ${describe(attempts)}`,
    );
  }
  if (budget !== undefined && !(typeof budget === "number" && budget > 0 && budget <= LONGEST_TIMER)) {
    throw new TypeError(
      `${where}: retry.budget is a number of milliseconds above 0, ${LONGEST_TIMER} at most; it is ${describe(budget)}`,
    );
  }
  if (typeof idempotent !== "boolean") {
    throw new TypeError(`${where}: retry.idempotent is true or false; it is ${describe(idempotent)}`);
  }
  return { attempts, budget, idempotent, isProvenOnly: false };
}

/**
 * Makes an attempt, and further ones while the rules allow them. The fault of the last attempt covers those before it:
 * they are in `tried`, and `execution` holds for all attempts together.
 */
export async function withRetries(attempt: Attempt, call: RepeatedCall): Promise<Outcome<unknown, Fault>> {
  const { attempts, budget } = call.rules;
  const end = performance.now() + (budget ?? LONGEST_TIMER);
  const signal = withDeadline(call.signal, budget);
  const tried: Fault[] = [];
  for (;;) {
    const outcome = await attempt(signal);
    const count = tried.length + 1;
    if (outcome.ok)
      return { ...outcome, meta: { ...outcome.meta, attempts: tried.length + outcome.meta.attempts } };
    const wait = waitBefore(outcome.fault, count, call.rules);
    if (wait === undefined || count >= attempts || performance.now() + wait >= end)
      return concluded(outcome, tried);
    tried.push(outcome.fault);
    await pause(wait, signal);
    if (signal?.aborted) return concluded(aborted(call, signal), tried);
  }
}

/** The milliseconds to wait before the next attempt; undefined if the rules allow none. */
function waitBefore(fault: Fault, count: number, rules: RetryRules): number | undefined {
  const { retry, after } = plan(fault, { idempotent: rules.idempotent });
  const isRefused = rules.isProvenOnly && (fault.execution !== "none" || after > LONGEST_WAIT);
  return retry && !isRefused ? after + jitter(fault, count) : undefined;
}

function withDeadline(signal: AbortSignal | undefined, budget: number | undefined): AbortSignal | undefined {
  if (budget === undefined) return signal;
  const deadline = AbortSignal.timeout(Math.ceil(budget));
  return signal ? AbortSignal.any([signal, deadline]) : deadline;
}

type Failure = Extract<Outcome<unknown, Fault>, { readonly ok: false }>;

/** The fault of the last attempt, with those before it. */
function concluded(outcome: Failure, tried: readonly Fault[]): Failure {
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
function aborted({ functionName }: RepeatedCall, signal: AbortSignal): Failure {
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
