import { checkMembers, checkNumber, checkWhole, describe } from "../config/check.ts";
import { DEFAULT_INJECTIONS, type StormInjection } from "./default-injections.ts";
import { type CheckedInjection, checkInjection } from "./injection.ts";
import { defaultKey } from "./storm-key.ts";

/** A scenario, and the failures to inject into its calls. */
export interface StormOptions<Payload = unknown> {
  /** The same seed injects the same failures into the same requests. */
  readonly seed: number;
  /** The number of calls. */
  readonly calls: number;
  /**
   * The number of calls that are in progress at once.
   *
   * @default 1
   */
  readonly concurrency?: number;
  /**
   * Makes one call, with any caller. Calls are numbered from 0. It may fail, as calls do in a storm.
   *
   * @example
   * (number) => charge({ orderId: `order-${number}` })
   */
  readonly call: (number: number) => unknown;
  /**
   * Returns what is the same in all events of one call, and in no other's: an idempotency key. It gets each record of a batch
   * of a queue or a stream.
   *
   * @default the whole payload; of a request to an API its `Idempotency-Key`, or else its query and body, with the method and
   * the path; of a record its body or data
   */
  readonly key?: (payload: Payload, functionName: string) => unknown;
  /**
   * Functions that may run more than once for one call.
   *
   * @default []
   */
  readonly idempotent?: readonly string[];
  /**
   * The failures to choose from. Each call meets those that can happen on its way.
   *
   * @default those of AWS: connections, throttles, service errors, lost answers, answers of an API itself, and events that come
   * twice or get lost
   */
  readonly injections?: readonly StormInjection[];
  /**
   * The share of requests that meet an injection, above 0 and at most 1.
   *
   * @default 0.3
   */
  readonly rate?: number;
}

const MEMBERS: Record<keyof StormOptions, true> = {
  seed: true,
  calls: true,
  concurrency: true,
  call: true,
  key: true,
  idempotent: true,
  injections: true,
  rate: true,
};

/** A storm's options, checked and completed. */
export interface CheckedStorm extends Required<Omit<StormOptions<never>, "injections" | "key">> {
  readonly key: (payload: unknown, functionName: string) => unknown;
  readonly injections: readonly CheckedInjection[];
}

/**
 * Checks a storm's options.
 *
 * @throws TypeError naming the member and what to do.
 */
export function checkStorm<Payload>(
  options: StormOptions<Payload>,
  functionNames: readonly string[],
): CheckedStorm {
  checkMembers("storm", options, MEMBERS);
  const { seed, calls, concurrency = 1, call, key, idempotent = [], rate = 0.3 } = options;
  const { injections = DEFAULT_INJECTIONS } = options;
  checkWhole("storm: seed", seed, {});
  checkWhole("storm: calls", calls, { least: 1 });
  checkWhole("storm: concurrency", concurrency, { least: 1 });
  if (typeof call !== "function")
    throw new TypeError(`storm: call is a function that makes one call; it is ${describe(call)}`);
  if (key !== undefined && typeof key !== "function")
    throw new TypeError(`storm: key is a function of the payload; it is ${describe(key)}`);
  checkNumber("storm: rate", rate, { above: 0, most: 1 });
  if (injections.length === 0)
    throw new TypeError("storm: injections is empty; name some, or leave it out for all kinds");
  const unknown = idempotent.find((name) => !functionNames.includes(name));
  if (unknown !== undefined)
    throw new TypeError(
      `storm: idempotent names ${unknown}, which is not a function; there are ${functionNames.join(", ")}`,
    );
  return {
    seed,
    calls,
    concurrency,
    call,
    // The caller knows the type of the payloads.
    key: (key ?? defaultKey) as CheckedStorm["key"],
    idempotent,
    injections: injections.map((injection, index) =>
      checkInjection(`storm: injections[${index}]`, injection),
    ),
    rate,
  };
}
