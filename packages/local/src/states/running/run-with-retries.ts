import type { StateFailure } from "../model/state-failure.ts";
import type { Transition } from "./machine.ts";
import type { Visit } from "./visit.ts";

/** Whether an entry of `Retry` or `Catch` matches an error. */
export type ErrorMatch = (error: string | undefined) => boolean;

/** An entry of `Retry`. */
export interface RetryEntry {
  readonly matches: ErrorMatch;
  readonly maxAttempts: number;
  /** Returns the seconds before a retry; `random` is from 0 up to 1. */
  readonly delay: (retriesBefore: number, random: number) => number;
}

/** An entry of `Catch`. */
export interface CatchEntry {
  readonly matches: ErrorMatch;
  /** Goes on with the state that the entry names. */
  readonly take: (visit: Visit, failure: StateFailure) => Promise<Transition>;
}

/** The handling of a state's failures. */
export interface FailureHandling {
  readonly retriers: readonly RetryEntry[];
  readonly catchers: readonly CatchEntry[];
}

/** Runs the work of a state until it succeeds, its retries are over, or a catcher takes its failure. */
export async function runWithRetries(
  visit: Visit,
  handling: FailureHandling,
  work: () => Promise<Transition>,
): Promise<Transition> {
  const retries = new Map<RetryEntry, number>();
  for (;;) {
    try {
      return await work();
    } catch (reason) {
      const failure = visit.failureOf(reason);
      if (await waitForRetry(visit, failure, { retriers: handling.retriers, retries })) continue;
      const catcher = handling.catchers.find(({ matches }) => matches(failure.error));
      if (catcher === undefined) throw failure;
      return await catcher.take(visit, failure);
    }
  }
}

interface RetryState {
  readonly retriers: readonly RetryEntry[];
  /** The number of retries of each so far. */
  readonly retries: Map<RetryEntry, number>;
}

/** Waits for the time of a retry; false if the first retrier that matches has none left. */
async function waitForRetry(
  visit: Visit,
  { error }: StateFailure,
  { retriers, retries }: RetryState,
): Promise<boolean> {
  const retrier = retriers.find(({ matches }) => matches(error));
  const before = (retrier && retries.get(retrier)) ?? 0;
  if (retrier === undefined || before >= retrier.maxAttempts) return false;
  retries.set(retrier, before + 1);
  visit.retryCount += 1;
  const { thread, name } = visit;
  const seconds = retrier.delay(before, thread.random(`${name} ${visit.retryCount}`));
  const time = thread.execution.now.getTime() + Math.round(seconds * 1000);
  await thread.until(time, `another try of ${name}`);
  return true;
}
