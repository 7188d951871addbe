import type { Fault } from "@faultwire/catalog";

/** The bound of every wait, in milliseconds. */
export const LONGEST_WAIT = 20_000;

/** In milliseconds: the bounds of the first wait, and of the first wait after a throttle. */
const FIRST_WAIT = 50;
const FIRST_WAIT_OF_THROTTLE = 1000;

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
