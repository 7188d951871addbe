import { setImmediate } from "node:timers/promises";
import { deliver } from "../faults/deliver.ts";
import type { Injections } from "../faults/injections.ts";
import type { LambdaFunction } from "../lambda/lambda-function.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import { failedMessages } from "./batch-response.ts";
import type { LocalQueue, ReceivedMessage } from "./queue.ts";
import type { QueueConfig } from "./queue-config.ts";
import { sqsEvent } from "./sqs-event.ts";

/** From where to where messages go. */
export interface EventSourceMapping {
  readonly queue: LocalQueue;
  readonly target: LambdaFunction;
  readonly config: QueueConfig;
  readonly clock: VirtualClock;
  readonly injections: Injections;
}

/**
 * Feeds a function from a queue from now on, one batch after the other.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function feed(mapping: EventSourceMapping): void {
  const { queue, config, clock } = mapping;
  const receive = () => (clock.isClosed ? [] : queue.receive(config.batchSize ?? 10));
  let isPolling = false;

  function poll(): void {
    if (isPolling) return;
    isPolling = true;
    clock.do(async () => {
      // Messages that are sent in one turn come in one batch.
      await setImmediate();
      for (let batch = receive(); batch.length > 0; batch = receive()) await give(mapping, batch);
      isPolling = false;
      const { nextVisibleAt } = queue;
      if (nextVisibleAt !== undefined) clock.at(nextVisibleAt, poll);
    });
  }

  queue.onMessage = poll;
}

/** Gives the function a batch and deletes what did not fail; the rest comes back after the visibility time-out. */
async function give(mapping: EventSourceMapping, batch: readonly ReceivedMessage[]): Promise<void> {
  const ids = batch.map(({ MessageId }) => MessageId);
  const payload = Buffer.from(sqsEvent(batch, mapping.queue.arn));
  const result = await deliver(mapping.injections, { target: mapping.target, payload, step: "queue" });
  if (result === "lost" || "status" in result || result.failed) return;
  const reports = mapping.config.functionResponseTypes?.includes("ReportBatchItemFailures");
  const failed = reports ? failedMessages(result.body.toString("utf8"), ids) : [];
  for (const id of ids) if (!failed.includes(id)) mapping.queue.delete(id);
}
