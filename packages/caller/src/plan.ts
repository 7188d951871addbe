import type { Fault } from "@faultwire/catalog";
import { declarationOf } from "@faultwire/catalog/internal";

/** What the caller knows of the call that no fault can tell. */
export interface PlanOptions {
  /** Whether the function may run twice for one call without harm. */
  readonly idempotent?: boolean;
}

/** Whether to call again, when, and why. */
export interface Plan {
  readonly retry: boolean;
  /** Milliseconds to wait at least; 0 where nobody said. */
  readonly after: number;
  /** One sentence, for people. */
  readonly because: string;
}

/**
 * Decides whether a call that ended in a fault should be made again. It takes two yeses: that a second run does no
 * harm, because the first did not happen, or the call is idempotent, or the fault's author promised it; and that a
 * second try has a chance.
 *
 * @example
 * const { retry, after, because } = plan(fault, { idempotent: true });
 */
export function plan(fault: Fault, { idempotent = false }: PlanOptions = {}): Plan {
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
  const isPromised = fault.retryable && declarationOf(fault)?.retryable === true;
  return isPromised ? "The fault's author promised that calling again is safe" : undefined;
}
