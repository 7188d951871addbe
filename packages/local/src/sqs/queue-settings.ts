import type { QueueConfig } from "./queue-config.ts";

/** The settings of a queue, complete; the names are those of SQS's attributes. */
export interface QueueSettings {
  readonly isFifo: boolean;
  /** Seconds, as all times here. */
  readonly visibilityTimeout: number;
  readonly delaySeconds: number;
  readonly messageRetentionPeriod: number;
  readonly receiveMessageWaitTimeSeconds: number;
  /** Bytes. */
  readonly maximumMessageSize: number;
  readonly redrivePolicy: QueueConfig["redrivePolicy"];
  readonly contentBasedDeduplication: boolean;
  readonly deduplicationScope: "queue" | "messageGroup";
  readonly fifoThroughputLimit: "perQueue" | "perMessageGroupId";
}

/** Completes a queue's configuration with SQS's defaults. */
export function queueSettings(name: string, config: QueueConfig): QueueSettings {
  return {
    isFifo: name.endsWith(".fifo"),
    visibilityTimeout: config.visibilityTimeout ?? 30,
    delaySeconds: config.delaySeconds ?? 0,
    messageRetentionPeriod: config.messageRetentionPeriod ?? 345_600,
    receiveMessageWaitTimeSeconds: config.receiveMessageWaitTimeSeconds ?? 0,
    maximumMessageSize: config.maximumMessageSize ?? 1_048_576,
    redrivePolicy: config.redrivePolicy,
    contentBasedDeduplication: config.contentBasedDeduplication ?? false,
    deduplicationScope: config.deduplicationScope ?? "queue",
    fifoThroughputLimit: config.fifoThroughputLimit ?? "perQueue",
  };
}
