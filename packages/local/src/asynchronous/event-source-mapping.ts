import { setImmediate } from "node:timers/promises";
import type { LambdaFunction } from "../lambda-function.ts";
import { failedMessages } from "./batch-response.ts";
import type { LocalQueue, Received } from "./queue.ts";
import type { QueueConfig } from "./queue-config.ts";
import { sqsEvent } from "./sqs-event.ts";
import type { VirtualClock } from "./virtual-clock.ts";

/**
 * Feeds a function from a queue, one batch after the other.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class EventSourceMapping {
  readonly #queue: LocalQueue;
  readonly #function: LambdaFunction;
  readonly #config: QueueConfig;
  readonly #clock: VirtualClock;
  #isPolling = false;

  constructor(queue: LocalQueue, target: LambdaFunction, config: QueueConfig, clock: VirtualClock) {
    this.#queue = queue;
    this.#function = target;
    this.#config = config;
    this.#clock = clock;
    queue.onMessage = () => this.#poll();
  }

  #poll(): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    this.#clock.do(async () => {
      // What is sent in one turn comes in one batch.
      await setImmediate();
      for (let batch = this.#receive(); batch.length > 0; batch = this.#receive()) await this.#process(batch);
      this.#isPolling = false;
      const { nextVisibleAt } = this.#queue;
      if (nextVisibleAt !== undefined) this.#clock.at(nextVisibleAt, () => this.#poll());
    });
  }

  #receive(): readonly Received[] {
    return this.#clock.isClosed ? [] : this.#queue.receive(this.#config.batchSize ?? 10);
  }

  async #process(batch: readonly Received[]): Promise<void> {
    const failed = await this.#deliver(batch);
    for (const { MessageId } of batch) if (!failed.includes(MessageId)) this.#queue.delete(MessageId);
  }

  /** Resolves with the messages that stay in the queue; they come back after the visibility time-out. */
  async #deliver(batch: readonly Received[]): Promise<readonly string[]> {
    const ids = batch.map(({ MessageId }) => MessageId);
    const answer = await this.#invoke(sqsEvent(batch, this.#queue.arn));
    if (answer === undefined) return ids;
    const reports = this.#config.functionResponseTypes?.includes("ReportBatchItemFailures");
    return reports ? failedMessages(answer, ids) : [];
  }

  /** Resolves with what the function returned, or nothing where it failed or could not run. */
  async #invoke(event: string): Promise<string | undefined> {
    if (this.#function.isThrottled) return undefined;
    try {
      const { failed, body } = await this.#function.invoke(Buffer.from(event));
      return failed ? undefined : body.toString("utf8");
    } catch {
      // No environment could be made.
      return undefined;
    }
  }
}
