import { setImmediate } from "node:timers/promises";
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
      for (let batch = receive(); batch.length > 0; batch = receive()) await deliver(mapping, batch);
      isPolling = false;
      const { nextVisibleAt } = queue;
      if (nextVisibleAt !== undefined) clock.at(nextVisibleAt, poll);
    });
  }

  queue.onMessage = poll;
}

/** Gives the function a batch and deletes what did not fail; the rest comes back after the visibility time-out. */
async function deliver(mapping: EventSourceMapping, batch: readonly ReceivedMessage[]): Promise<void> {
  const ids = batch.map(({ MessageId }) => MessageId);
  const answer = await invoke(mapping.target, sqsEvent(batch, mapping.queue.arn));
  if (answer === undefined) return;
  const reports = mapping.config.functionResponseTypes?.includes("ReportBatchItemFailures");
  const failed = reports ? failedMessages(answer, ids) : [];
  for (const id of ids) if (!failed.includes(id)) mapping.queue.delete(id);
}

/** Resolves with what the function returned, or nothing where it failed or could not run. */
async function invoke(target: LambdaFunction, event: string): Promise<string | undefined> {
  if (target.isThrottled) return undefined;
  try {
    const { failed, body } = await target.invoke(Buffer.from(event));
    return failed ? undefined : body.toString("utf8");
  } catch {
    // No environment could be made.
    return undefined;
  }
}
