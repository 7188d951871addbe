import { type Fault, isFault } from "@faultwire/catalog";
import { checkOptions, declarationOf, describe } from "@faultwire/catalog/internal";

/** Facts about the call that the fault cannot know. */
export interface PlanOptions {
  /** Whether the function may run twice for one call without harm. */
  readonly idempotent?: boolean;
}

/** A decision on repeating a call, with its reason. */
export interface Plan {
  readonly retry: boolean;
  /** The shortest wait in milliseconds, from `retryAfter`; 0 without one. */
  readonly after: number;
  /** The reason as one sentence, for people. */
  readonly because: string;
}

/**
 * Decides whether a call that ended in a fault should be repeated. It has to be safe (the function did not run, the
 * call is idempotent, or the fault's author promised it with `retryable: true`) and worth it (the fault may pass).
 *
 * @throws TypeError for a value that is not a fault.
 * @example
 * const { retry, after, because } = plan(fault, { idempotent: true });
 */
export function plan(fault: Fault, options: PlanOptions = {}): Plan {
  checkOptions("plan()", options, ["idempotent"]);
  if (!isFault(fault))
    throw new TypeError(`plan(): fault is a fault, as parse() returns it; it is ${describe(fault)}`);
  const { idempotent = false } = options;
  const safe = safety(fault, idempotent);
  const worth = fault.retryable || fault.retryAfter !== undefined;
  const after = (fault.retryAfter ?? 0) * 1000;
  if (!worth) return { retry: false, after, because: `${fault.errorType} would be the answer again.` };
  if (safe === undefined) {
    return {
      retry: false,
      after,
      because: `The function ${RAN[fault.execution ?? "unknown"]}, and a second run might do harm.`,
    };
  }
  const when =
    fault.retryAfter === undefined ? "may pass" : `asks for another try after ${fault.retryAfter} s`;
  return { retry: true, after, because: `${safe}, and ${fault.errorType} ${when}.` };
}

const RAN = {
  none: "did not run",
  started: "has started",
  finished: "has finished",
  unknown: "may have run",
} as const;

function safety(fault: Fault, idempotent: boolean): string | undefined {
  if (fault.execution === "none") return "The function did not run";
  if (idempotent) return "The call is idempotent";
  return isPromised(fault) ? "The fault's author promised that calling again is safe" : undefined;
}

/**
 * Whether the function that threw the fault promised that calling it again is safe. A received fault must have come
 * with the promise: a function that passes a callee's fault on promises nothing, though the declaration is the same.
 */
function isPromised(fault: Fault): boolean {
  const hasPromise = fault.origin === undefined || Object.hasOwn(fault, "retryable");
  return fault.retryable && declarationOf(fault)?.retryable === true && hasPromise;
}
