import { isFault } from "@faultwire/catalog";
import { checkFunction } from "@faultwire/catalog/internal";
import { decodeOperationError, isDelay } from "@faultwire/wire";
import { read } from "../foreign/safe-read.ts";

/* Tested in e2e/test/durable.test.ts, under the SDK, with the readers of what it makes of an error. */

/** The decision of a retry strategy of the SDK. */
export interface RetryDecision<Delay = unknown> {
  readonly shouldRetry: boolean;
  readonly delay?: Delay;
}

/** A retry strategy of `@aws/durable-execution-sdk-js`. */
export type RetryStrategy<Decision extends RetryDecision = RetryDecision> = (
  error: Error,
  attempts: number,
) => Decision;

/**
 * Makes a retry strategy for a durable function's steps that knows faults: one that is not `retryable` ends its step
 * at once, one with `retryAfter` waits that long. The given strategy decides everything else. `wrapDurable` does the
 * same, with the SDK's default, for every step without a strategy of its own.
 *
 * @throws TypeError if the strategy is not a function.
 * @example
 * await context.step("ship", () => ship(order), { retryStrategy: retryFaults(retryPresets.linear) });
 */
export function retryFaults<Decision extends RetryDecision>(
  strategy: RetryStrategy<Decision>,
): RetryStrategy<Decision | { shouldRetry: boolean; delay?: { seconds: number } }> {
  checkFunction("retryFaults", "the strategy", strategy);
  return (error, attempts) => {
    if (isPermanent(error)) return { shouldRetry: false };
    const decision = strategy(error, attempts);
    const { retryAfter } = retryOf(error);
    if (!decision.shouldRetry || !isDelay(retryAfter)) return decision;
    return { shouldRetry: true, delay: { seconds: Math.max(1, Math.ceil(retryAfter)) } };
  };
}

/** Whether an error is a fault, or brings one out of a step, that no retry helps. */
export function isPermanent(error: unknown): boolean {
  return retryOf(error).retryable === false;
}

function retryOf(error: unknown): { readonly retryable?: unknown; readonly retryAfter?: unknown } {
  if (isFault(error)) return { retryable: read(error, "retryable"), retryAfter: read(error, "retryAfter") };
  return decodeOperationError(error) ?? {};
}
