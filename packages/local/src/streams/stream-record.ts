/** A record of a stream, as the function's event has it, with what its shard knows of it. */
export interface StoredRecord {
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** In milliseconds as of the virtual clock. */
  readonly arrivedAt: number;
  /** The record in the event. */
  readonly event: Readonly<Record<string, unknown>>;
  /** The data as filters see it: JSON is read. */
  readonly data: unknown;
  /** The other members, as filters see them. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The stream and shard that a record is put into, and when. */
export interface RecordPlace {
  readonly streamArn: string;
  readonly shardId: string;
  readonly sequenceNumber: string;
  readonly now: Date;
}
