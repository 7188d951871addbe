import { setImmediate } from "node:timers/promises";
import { failedMessages } from "../event-sources/batch-response.ts";
import {
  eventOfBatch,
  isFull,
  type Pending,
  pendingRecord,
  takeBatch,
} from "../event-sources/batch-window.ts";
import { type RecordFilter, recordFilter } from "../event-sources/record-filter.ts";
import { deliver } from "../faults/deliver.ts";
import type { Injections } from "../faults/injections.ts";
import type { Target } from "../lambda/find-target.ts";
import { continueTrace, mergeTraces } from "../trace.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import type { ReceivedMessage } from "./message.ts";
import type { LocalQueue } from "./queue.ts";
import type { QueueConfig } from "./queue-config.ts";
import { sqsRecord } from "./sqs-record.ts";

/** From where to where messages go. */
export interface EventSource {
  readonly queue: LocalQueue;
  /** Finds the function and version for a batch; undefined if it is no longer there. */
  readonly findTarget: () => Target | undefined;
  readonly config: QueueConfig;
  readonly clock: VirtualClock;
  readonly injections: Injections;
}

/** A received message that waits for its batch. */
interface PendingMessage extends Pending {
  readonly message: ReceivedMessage;
}

/**
 * The feeding of a function from a queue, one batch after the other.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class EventSourceMapping {
  readonly #source: EventSource;
  readonly #filter: RecordFilter;
  readonly #batchSize: number;
  readonly #windowMs: number;
  /** Received messages that wait for their batch. */
  #pending: PendingMessage[] = [];
  /** When the window of the first of them is over. */
  #windowEnd: number | undefined;
  #isPolling = false;
  readonly #stopListening: () => void;
  #isStopped = false;

  constructor(source: EventSource) {
    const { batchSize = 10, maximumBatchingWindowInSeconds = 0, filterCriteria } = source.config;
    this.#source = source;
    this.#batchSize = batchSize;
    this.#windowMs = maximumBatchingWindowInSeconds * 1000;
    this.#filter = recordFilter(`queue ${source.queue.name}: filterCriteria`, filterCriteria, "body");
    this.#stopListening = source.queue.onMessage(() => this.#poll());
    // A queue may have messages before it has a mapping.
    if (source.queue.messages.length > 0) this.#poll();
  }

  /** Ends the feeding; a batch that is given now is not affected. */
  stop(): void {
    this.#isStopped = true;
    this.#stopListening();
  }

  /** Forgets the messages that wait for their batch. */
  forget(): void {
    this.#pending = [];
    this.#windowEnd = undefined;
  }

  #poll(): void {
    if (this.#isPolling) return;
    this.#isPolling = true;
    const { clock, queue } = this.#source;
    clock.do(async () => {
      // Messages that are sent in one turn come in one batch.
      await setImmediate();
      for (let batch = this.#nextBatch(); batch.length > 0; batch = this.#nextBatch())
        await this.#give(batch);
      this.#isPolling = false;
      const times = [queue.nextVisibleAt, this.#windowEnd].filter((time) => time !== undefined);
      for (const time of times)
        clock.at(time, () => this.#poll(), { what: `queue ${queue.name}: messages are due` });
    });
  }

  /** Receives messages, and takes a batch of them if it is full or its window is over. */
  #nextBatch(): readonly PendingMessage[] {
    const { clock } = this.#source;
    if (this.#isStopped || clock.isClosed) return [];
    while (!isFull(this.#pending, this.#batchSize)) {
      const received = this.#receive(this.#batchSize - this.#pending.length);
      if (received === 0) break;
    }
    const now = clock.now.getTime();
    if (this.#pending.length > 0) this.#windowEnd ??= now + this.#windowMs;
    const isDue = this.#windowEnd !== undefined && now >= this.#windowEnd;
    if (!isDue && !isFull(this.#pending, this.#batchSize)) return [];
    this.#windowEnd = undefined;
    return takeBatch(this.#pending, this.#batchSize);
  }

  /** Receives messages and deletes those that the filters refuse; returns how many there were. */
  #receive(most: number): number {
    const { queue } = this.#source;
    const received = queue.receive(most);
    for (const message of received) {
      const record = sqsRecord(message, queue.arn);
      const { body, ...metadata } = record;
      if (this.#filter({ data: body, metadata })) this.#pending.push({ message, ...pendingRecord(record) });
      else queue.delete(message.MessageId);
    }
    return received.length;
  }

  /** Gives the function a batch and deletes what did not fail; the rest comes back after the visibility time-out. */
  async #give(pending: readonly PendingMessage[]): Promise<void> {
    const { queue, findTarget, config, injections } = this.#source;
    const found = findTarget();
    if (found === undefined) return;
    const { function: target, version, functionArn } = found;
    const batch = pending.filter(({ message }) => {
      if (!target.isLooping(target.enter(traceOf(message)))) return true;
      queue.giveUp(message.MessageId);
      return false;
    });
    if (batch.length === 0) return;
    const ids = batch.map(({ message }) => message.MessageId);
    const trace = target.enter(mergeTraces(batch.map(({ message }) => traceOf(message))));
    const result = await deliver(injections, {
      target,
      payload: eventOfBatch(batch),
      step: "queue",
      options: { version, functionArn, trace },
    });
    if (result === "lost" || "status" in result || result.failed) return;
    const reports = config.functionResponseTypes?.includes("ReportBatchItemFailures");
    const failed = reports ? failedMessages(result.body.toString("utf8"), ids) : [];
    for (const id of ids) if (!failed.includes(id)) queue.delete(id);
  }
}

function traceOf({ Attributes }: ReceivedMessage) {
  return continueTrace(Attributes.AWSTraceHeader);
}
