import type { CheckedConfig } from "../config/function-config.ts";

/** Why an invocation finds no room: the `Reason` of TooManyRequestsException. */
export type ThrottleReason =
  | "ConcurrentInvocationLimitExceeded"
  | "ReservedFunctionConcurrentInvocationLimitExceeded";

/** A limit of concurrent invocations: of one function that has reserved them, or of all others together. */
export class ConcurrencyPool {
  readonly reason: ThrottleReason;
  readonly #limit: number;
  #running = 0;

  constructor(limit: number, reason: ThrottleReason) {
    this.#limit = limit;
    this.reason = reason;
  }

  get isFull(): boolean {
    return this.#running >= this.#limit;
  }

  enter(): void {
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
  }
}

/**
 * Divides the account's concurrency: what functions reserve is theirs alone, the others share the rest.
 *
 * @throws TypeError when the account has less than is reserved.
 */
export function divideConcurrency(
  configs: readonly CheckedConfig[],
  account: number = Number.POSITIVE_INFINITY,
): (config: CheckedConfig) => ConcurrencyPool {
  const reserved = configs.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
  if (
    !(
      account >= reserved &&
      account >= 1 &&
      (Number.isInteger(account) || account === Number.POSITIVE_INFINITY)
    )
  ) {
    throw new TypeError(
      `concurrency: a whole number from 1 that is not below what functions reserve (${reserved}); it is ${account}`,
    );
  }
  const shared = new ConcurrencyPool(account - reserved, "ConcurrentInvocationLimitExceeded");
  return ({ reservedConcurrency }) =>
    reservedConcurrency === undefined
      ? shared
      : new ConcurrencyPool(reservedConcurrency, "ReservedFunctionConcurrentInvocationLimitExceeded");
}
