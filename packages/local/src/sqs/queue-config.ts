import type { FilterCriteria } from "../event-sources/record-filter.ts";

/**
 * An SQS queue, and how a function is fed from it; the names are those of SQS's CreateQueue and Lambda's
 * CreateEventSourceMapping. A queue whose name ends in `.fifo` is a FIFO queue.
 */
export interface QueueConfig {
  /**
   * Seconds that a message is hidden after it was received, at most 43,200.
   *
   * @default 30
   */
  readonly visibilityTimeout?: number;
  /**
   * Seconds until a message that was sent can be received, at most 900.
   *
   * @default 0
   */
  readonly delaySeconds?: number;
  /**
   * Seconds that a message is kept, 60 to 1,209,600 (14 days).
   *
   * @default 345600 (4 days)
   */
  readonly messageRetentionPeriod?: number;
  /**
   * Seconds that ReceiveMessage waits for a message, at most 20.
   *
   * @default 0
   */
  readonly receiveMessageWaitTimeSeconds?: number;
  /**
   * Bytes of a message and its attributes, 1,024 to 1,048,576.
   *
   * @default 1048576
   */
  readonly maximumMessageSize?: number;
  /**
   * Whether a FIFO queue makes the deduplication id of a message of its body, where the sender gives none.
   *
   * @default false
   */
  readonly contentBasedDeduplication?: boolean;
  /**
   * The range in which a FIFO queue looks for duplicates.
   *
   * @default "queue"
   */
  readonly deduplicationScope?: "queue" | "messageGroup";
  /**
   * The quota of a FIFO queue's throughput, which is reported and not enforced.
   *
   * @default "perQueue"
   */
  readonly fifoThroughputLimit?: "perQueue" | "perMessageGroupId";
  /** The dead-letter queue for messages that were received `maxReceiveCount` times and not deleted. */
  readonly redrivePolicy?: { readonly deadLetterQueue: string; readonly maxReceiveCount: number };
  /** The function that gets the messages, in batches; with a version or an alias, if wanted. */
  readonly function?: string;
  /**
   * The largest number of messages in a batch: 1 to 10, or with a batching window 10,000.
   *
   * @default 10
   */
  readonly batchSize?: number;
  /**
   * Seconds that a batch waits for more messages, at most 300. FIFO queues have no window.
   *
   * @default 0
   */
  readonly maximumBatchingWindowInSeconds?: number;
  /** The messages that the function gets; all others are deleted. */
  readonly filterCriteria?: FilterCriteria;
  /** With `ReportBatchItemFailures` the function answers which messages of a batch have failed. */
  readonly functionResponseTypes?: readonly "ReportBatchItemFailures"[];
}

/** The configurations of queues, by name. */
export type Queues = Readonly<Record<string, QueueConfig>>;
