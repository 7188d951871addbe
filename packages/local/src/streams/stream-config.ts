import type { FilterCriteria } from "../event-sources/record-filter.ts";

/**
 * A stream and the function that reads it; the names are those of Lambda's CreateEventSourceMapping, and of Kinesis's
 * and DynamoDB's own settings.
 */
export type StreamConfig = KinesisStreamConfig | DynamoDbStreamConfig;

/** A data stream of Kinesis. */
export interface KinesisStreamConfig extends StreamSourceConfig {
  readonly type: "kinesis";
  /**
   * Hours that a record is kept, 24 to 8,760.
   *
   * @default 24
   */
  readonly retentionPeriodHours?: number;
}

/** The stream of a DynamoDB table, whose records are kept for 24 hours. */
export interface DynamoDbStreamConfig extends StreamSourceConfig {
  readonly type: "dynamodb";
  /**
   * The images of an item that a record has.
   *
   * @default "NEW_AND_OLD_IMAGES"
   */
  readonly streamViewType?: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";
}

/** The shards of a stream, and how a function is fed from them. */
export interface StreamSourceConfig {
  /**
   * The number of shards, 1 to 100. Records of one partition key are in one shard.
   *
   * @default 1
   */
  readonly shards?: number;
  /** The function that gets the records, in batches; with a version or an alias, if wanted. */
  readonly function?: string;
  /**
   * The largest number of records in a batch, 1 to 10,000.
   *
   * @default 100
   */
  readonly batchSize?: number;
  /**
   * Seconds that a batch waits for more records, at most 300.
   *
   * @default 0
   */
  readonly maximumBatchingWindowInSeconds?: number;
  /**
   * The number of batches of one shard that may be processed at once, 1 to 10. Records of one partition key stay in order.
   *
   * @default 1
   */
  readonly parallelizationFactor?: number;
  /**
   * The first record that the function gets. `AT_TIMESTAMP` is for Kinesis, and needs a `startingPositionTimestamp`.
   * Here a function reads from the start of the service, so that the others mean the same.
   *
   * @default "TRIM_HORIZON"
   */
  readonly startingPosition?: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  readonly startingPositionTimestamp?: Date;
  /**
   * The number of times that a batch is tried again after a function error, 0 to 10,000, or -1 for no limit.
   *
   * @default -1
   */
  readonly maximumRetryAttempts?: number;
  /**
   * Seconds after which a record is given up, 60 to 604,800, or -1 for the retention period.
   *
   * @default -1
   */
  readonly maximumRecordAgeInSeconds?: number;
  /**
   * Whether a batch that fails is tried again in two halves, which does not count as a retry.
   *
   * @default false
   */
  readonly bisectBatchOnFunctionError?: boolean;
  /** With `ReportBatchItemFailures` the function answers from which record on a batch has failed. */
  readonly functionResponseTypes?: readonly "ReportBatchItemFailures"[];
  /** The records that the function gets. */
  readonly filterCriteria?: FilterCriteria;
  /** The queue that gets a record of each batch that was given up. */
  readonly onFailure?: { readonly queue: string };
}

/** The configurations of streams, by name. */
export type Streams = Readonly<Record<string, StreamConfig>>;
