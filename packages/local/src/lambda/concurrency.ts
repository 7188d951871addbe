import type { CheckedConfig } from "../config/function-config.ts";

/** Why an invocation finds no room: the `Reason` of TooManyRequestsException. */
export type ThrottleReason =
  | "ConcurrentInvocationLimitExceeded"
  | "ReservedFunctionConcurrentInvocationLimitExceeded";

/**
 * A limit of concurrent invocations: of one function that has reserved them or that runs on Managed Instances, or of all
 * others together.
 */
export class ConcurrencyPool {
  /** Undefined for Managed Instances: AWS's is not recorded. */
  readonly reason: ThrottleReason | undefined;
  /** May change while invocations run: they go on, and no further one begins above it. */
  limit: number;
  #running = 0;

  constructor(limit: number, reason?: ThrottleReason) {
    this.limit = limit;
    this.reason = reason;
  }

  get isFull(): boolean {
    return this.#running >= this.limit;
  }

  enter(): void {
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
  }
}

/** The concurrency of the account: what functions reserve is theirs alone, the others share the rest. */
export class AccountConcurrency {
  /** The number of invocations that may run at once; Infinity where local was given none. */
  readonly limit: number;
  readonly #shared: ConcurrencyPool;
  readonly #reserved = new Map<string, ConcurrencyPool>();

  /** @throws TypeError when the account has less than is reserved. */
  constructor(configs: readonly CheckedConfig[], limit: number = Number.POSITIVE_INFINITY) {
    const reserved = configs.reduce((sum, { reservedConcurrency = 0 }) => sum + reservedConcurrency, 0);
    const isLimit = Number.isInteger(limit) || limit === Number.POSITIVE_INFINITY;
    if (!(limit >= reserved && limit >= 1 && isLimit)) {
      throw new TypeError(
        `concurrency: a whole number from 1 that is not below what functions reserve (${reserved}); it is ${limit}`,
      );
    }
    this.limit = limit;
    this.#shared = new ConcurrencyPool(limit, "ConcurrentInvocationLimitExceeded");
    for (const { name, reservedConcurrency } of configs) this.reserve(name, reservedConcurrency);
  }

  /** The part of the limit that no function has reserved. */
  get unreserved(): number {
    return this.#shared.limit;
  }

  /** The number that a function has reserved; undefined where it shares the rest. */
  reservedBy(functionName: string): number | undefined {
    return this.#reserved.get(functionName)?.limit;
  }

  /** The limit that a function's invocations count for. */
  poolOf(functionName: string): ConcurrencyPool {
    return this.#reserved.get(functionName) ?? this.#shared;
  }

  /** Reserves a number for a function, or gives it a share of the rest again. */
  reserve(functionName: string, count: number | undefined): void {
    const pool = this.#reserved.get(functionName);
    this.#shared.limit += (pool?.limit ?? 0) - (count ?? 0);
    if (count === undefined) this.#reserved.delete(functionName);
    else if (pool === undefined)
      this.#reserved.set(
        functionName,
        new ConcurrencyPool(count, "ReservedFunctionConcurrentInvocationLimitExceeded"),
      );
    else pool.limit = count;
  }
}
