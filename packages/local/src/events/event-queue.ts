import type { AsynchronousConfig } from "../config/asynchronous-config.ts";
import type { DeliveryResult, FunctionAnswer } from "../faults/deliver.ts";
import type { ServiceError } from "../lambda/service-error.ts";
import type { Trace } from "../trace.ts";
import type { VirtualClock } from "../virtual-clock.ts";

/** An event of an asynchronous invocation. */
export interface AsynchronousEvent {
  /** The same for every try. */
  readonly requestId: string;
  /** The same for every try. */
  readonly trace: Trace;
  readonly payload: Buffer;
  /** As it was called: with the alias or version, where there was one. */
  readonly functionArn: string;
  readonly version: string;
  readonly tenantId?: string | undefined;
}

/** The result of one try: the function's, or the refusal to run it. */
export type AttemptResult = FunctionAnswer | ServiceError;

/** Why an event has left its queue. */
export type Condition = "Success" | "RetriesExhausted" | "EventAgeExceeded" | "ZeroReservedConcurrency";

/** The end of an event. */
export interface Completion {
  readonly event: AsynchronousEvent;
  readonly condition: Condition;
  /** The number of times that the function was invoked. */
  readonly invokeCount: number;
  readonly last: AttemptResult;
}

/** The function of a queue: its configuration, how to try it, and what to do at the end. */
export interface EventQueueOptions {
  readonly clock: VirtualClock;
  /** The name of the function. */
  readonly name: string;
  readonly configOf: (event: AsynchronousEvent) => AsynchronousConfig;
  /** The number of invocations that are reserved for the function now. */
  readonly reservedConcurrency: () => number | undefined;
  readonly attempt: (event: AsynchronousEvent) => Promise<DeliveryResult>;
  readonly complete: (completion: Completion) => void;
}

interface Entry {
  readonly event: AsynchronousEvent;
  readonly expiresAt: number;
  invokeCount: number;
  /** Throttles and system errors since the function last ran. */
  refusals: number;
}

/**
 * The number of events of a function that are tried at once, so that a flood of them does not start as many
 * processes.
 */
const CONCURRENT_TRIES = 10;
/** "a one-minute wait between the first two attempts, and two minutes between the second and third" */
const RETRY_INTERVAL_SECONDS = 60;
/** "increases exponentially from 1 second after the first attempt to a maximum of 5 minutes" */
const LONGEST_BACKOFF_SECONDS = 300;

/**
 * The queue of one function's asynchronous events: each is tried until it succeeds or is given up.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export class EventQueue {
  readonly #options: EventQueueOptions;
  #waiting: Entry[] = [];
  #trying = 0;

  constructor(options: EventQueueOptions) {
    this.#options = options;
  }

  accept(event: AsynchronousEvent): void {
    const { clock, configOf } = this.#options;
    const { maximumEventAgeInSeconds = 21_600 } = configOf(event);
    const expiresAt = clock.now.getTime() + maximumEventAgeInSeconds * 1000;
    this.#enter({ event, expiresAt, invokeCount: 0, refusals: 0 });
  }

  #enter(entry: Entry): void {
    this.#waiting.push(entry);
    this.#next();
  }

  #next(): void {
    if (this.#trying === CONCURRENT_TRIES) return;
    const entry = this.#waiting.shift();
    if (entry === undefined) return;
    this.#trying += 1;
    this.#options.clock.do(async () => {
      const attempt = await this.#options.attempt(entry.event);
      this.#trying -= 1;
      // An event that is lost leaves nothing behind, not even a record.
      if (attempt === "lost") return this.#next();
      if ("status" in attempt) this.#refused(entry, attempt);
      else this.#answered(entry, attempt);
      this.#next();
    });
  }

  /** Handles a throttle or a system error, which does not count as a try. */
  #refused(entry: Entry, refusal: ServiceError): void {
    if (refusal.name === "RecursiveInvocationException") {
      // The condition is not documented.
      this.#complete(entry, "RetriesExhausted", refusal);
    } else if (this.#options.reservedConcurrency() === 0) {
      this.#complete(entry, "ZeroReservedConcurrency", refusal);
    } else {
      const backoff = Math.min(2 ** entry.refusals, LONGEST_BACKOFF_SECONDS);
      entry.refusals += 1;
      this.#retry(entry, backoff, refusal);
    }
  }

  #answered(entry: Entry, answer: FunctionAnswer): void {
    const { maximumRetryAttempts = 2 } = this.#options.configOf(entry.event);
    entry.invokeCount += 1;
    entry.refusals = 0;
    if (!answer.failed) this.#complete(entry, "Success", answer);
    else if (entry.invokeCount > maximumRetryAttempts) this.#complete(entry, "RetriesExhausted", answer);
    else this.#retry(entry, entry.invokeCount * RETRY_INTERVAL_SECONDS, answer);
  }

  #retry(entry: Entry, seconds: number, attempt: AttemptResult): void {
    const { clock, name } = this.#options;
    const at = clock.now.getTime() + seconds * 1000;
    // AWS gives up at once where the next try would come too late: with an age of 60 seconds there is no second one.
    if (at >= entry.expiresAt) this.#complete(entry, "EventAgeExceeded", attempt);
    else
      clock.at(at, () => this.#enter(entry), {
        what: `${name}: another try of an event`,
        key: entry.event.requestId,
      });
  }

  #complete({ event, invokeCount }: Entry, condition: Condition, last: AttemptResult): void {
    this.#options.complete({ event, condition, invokeCount, last });
  }
}
