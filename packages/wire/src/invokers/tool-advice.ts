import type { FaultData } from "../wire-error.ts";

/** The facts about a fault that decide what a model should do next. */
export interface AdvisedFault
  extends Pick<FaultData, "errorType" | "status" | "retryable" | "retryAfter" | "isPassedOn" | "details"> {
  /** Whether the author promised that calling again is safe. */
  readonly isPromised?: boolean | undefined;
  /** The author's own words about what to do. */
  readonly advice?: string | undefined;
}

/**
 * Makes the sentences that tell a model whether to call a tool again, after what time, and what to do instead. They are
 * made of numbers and of fixed words, and the author's advice: nothing of a message or of details is in them.
 */
export function adviseModel(fault: AdvisedFault): string {
  const own = fault.advice;
  if (fault.errorType === "ValidationFailed") return join("Correct the input and call the tool again.", own);
  return join(retryAdvice(fault), own ?? stepAdvice(fault));
}

function retryAdvice({ status, retryable, retryAfter, isPassedOn, isPromised }: AdvisedFault): string {
  const wait = retryAfter ? `after ${seconds(retryAfter)}` : "later";
  if (retryable && isPromised && !isPassedOn) return `Try again ${wait} with the same input.`;
  if (retryable && !isPassedOn)
    return `The same input may succeed ${wait}. If the tool can change anything, ask the user before you try again.`;
  if (retryAfter) return `Do not try again within ${seconds(retryAfter)}.`;
  return status < 500 && !REFUSALS.includes(status) ? "Do not repeat the same input." : "Do not try again.";
}

/** The default for a fault without advice of its author's. */
function stepAdvice({ status, retryable, isPassedOn }: AdvisedFault): string | undefined {
  if (retryable && !isPassedOn) return undefined;
  if (REFUSALS.includes(status)) return "Access is refused: tell the user.";
  return status < 500 ? "Change it, or tell the user." : "Tell the user that the tool failed.";
}

/** Statuses that no other input changes. */
const REFUSALS: readonly number[] = [401, 403];

function seconds(count: number): string {
  return count === 1 ? "1 second" : `${count} seconds`;
}

function join(...sentences: readonly (string | undefined)[]): string {
  return sentences.filter((sentence) => sentence).join(" ");
}
