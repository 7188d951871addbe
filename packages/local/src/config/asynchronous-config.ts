import { checkMembers, checkName, checkWhole, describe } from "./check.ts";

/**
 * The destination of the records of asynchronous invocations: a queue, or a function, which gets them as events.
 */
export type DestinationConfig = { readonly queue: string } | { readonly function: string };

/** The handling of asynchronous invocations; the names are those of Lambda's EventInvokeConfig. */
export interface AsynchronousConfig {
  /**
   * The number of retries after a function error, 0 to 2.
   *
   * @default 2
   */
  readonly maximumRetryAttempts?: number;
  /**
   * Seconds until an event is given up, 60 to 21,600 (6 hours).
   *
   * @default 21600
   */
  readonly maximumEventAgeInSeconds?: number;
  /** Gets the record of each invocation that succeeded. */
  readonly onSuccess?: DestinationConfig;
  /** Gets the record of each event that was given up. */
  readonly onFailure?: DestinationConfig;
  /** The queue that gets each event that was given up, with the error's message as an attribute. */
  readonly deadLetterQueue?: string;
}

/** The functions and queues that can be destinations. */
export interface Targets {
  readonly functions: readonly string[];
  readonly queues: readonly string[];
}

const MEMBERS: Record<keyof AsynchronousConfig, true> = {
  maximumRetryAttempts: true,
  maximumEventAgeInSeconds: true,
  onSuccess: true,
  onFailure: true,
  deadLetterQueue: true,
};

/**
 * Checks one function's asynchronous configuration.
 *
 * @throws TypeError naming the function, the member and what to do.
 */
export function checkAsynchronous(name: string, config: AsynchronousConfig, targets: Targets): void {
  const of = `function ${name}: asynchronous`;
  checkMembers(of, config, MEMBERS);
  const { maximumRetryAttempts = 2, maximumEventAgeInSeconds = 21_600, deadLetterQueue } = config;
  checkWhole(`${of}.maximumRetryAttempts`, maximumRetryAttempts, { least: 0, most: 2 });
  checkWhole(`${of}.maximumEventAgeInSeconds`, maximumEventAgeInSeconds, { least: 60, most: 21_600 });
  if (deadLetterQueue !== undefined) checkQueue(`${of}.deadLetterQueue`, deadLetterQueue, targets);
  for (const member of ["onSuccess", "onFailure"] as const) {
    const destination = config[member];
    if (destination !== undefined) checkDestination(`${of}.${member}`, destination, { owner: name, targets });
  }
}

function checkDestination(
  what: string,
  destination: DestinationConfig,
  { owner, targets }: { readonly owner: string; readonly targets: Targets },
): void {
  const [[kind, name] = [], ...others] = Object.entries(destination);
  if (others.length > 0 || typeof name !== "string" || (kind !== "queue" && kind !== "function"))
    throw new TypeError(
      `${what} is { queue: "<name>" } or { function: "<name>" }; it is ${describe(destination)}`,
    );
  if (kind === "queue") checkQueue(what, name, targets);
  else if (name === owner)
    throw new TypeError(`${what}: Lambda lets no function be a destination for itself`);
  else checkName(what, name, { kind: "function", names: targets.functions });
}

function checkQueue(what: string, name: string, { queues }: Targets): void {
  checkName(what, name, { kind: "queue", names: queues });
  if (name.endsWith(".fifo"))
    throw new TypeError(`${what}: Lambda sends to standard queues only; ${name} is a FIFO queue`);
}
