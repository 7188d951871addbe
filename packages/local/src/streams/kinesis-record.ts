import { checkMembers, describe } from "../config/check.ts";
import type { RecordPlace, StoredRecord } from "./stream-record.ts";

/** A record for a data stream of Kinesis. */
export interface KinesisRecord {
  /** Text, bytes, or a value that is sent as JSON; at most 10 MiB. */
  readonly data: unknown;
  /** Records of the same key are in the same shard, in order: 1 to 256 characters. */
  readonly partitionKey: string;
}

/** "The maximum size of the data payload of a record is up to 10 MiB" */
const DATA_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Checks a record for Kinesis.
 *
 * @throws TypeError naming the member.
 */
export function checkKinesisRecord(what: string, record: KinesisRecord): void {
  checkMembers(what, record, { data: true, partitionKey: true });
  const { data, partitionKey } = record;
  if (typeof partitionKey !== "string" || partitionKey.length < 1 || partitionKey.length > 256)
    throw new TypeError(
      `${what}: partitionKey is a text of 1 to 256 characters; it is ${describe(partitionKey)}`,
    );
  if (data === undefined) throw new TypeError(`${what}: data is a text, bytes, or a value; it is undefined`);
  const size = bytesOf(data).length;
  if (size > DATA_LIMIT_BYTES)
    throw new TypeError(`${what}: data has ${size} bytes, at most ${DATA_LIMIT_BYTES} are allowed`);
}

/**
 * Makes the record of an event.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html#services-kinesis-event-example
 */
export function kinesisRecord(record: KinesisRecord, place: RecordPlace): StoredRecord {
  const { streamArn, shardId, sequenceNumber, now } = place;
  const bytes = bytesOf(record.data);
  const [, , , region, accountId] = streamArn.split(":");
  const kinesis = {
    kinesisSchemaVersion: "1.0",
    partitionKey: record.partitionKey,
    sequenceNumber,
    data: bytes.toString("base64"),
    approximateArrivalTimestamp: now.getTime() / 1000,
  };
  const envelope = {
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `${shardId}:${sequenceNumber}`,
    eventName: "aws:kinesis:record",
    invokeIdentityArn: `arn:aws:iam::${accountId}:role/local`,
    awsRegion: region,
    eventSourceARN: streamArn,
  };
  const { data: _, ...metadata } = kinesis;
  return {
    sequenceNumber,
    partitionKey: record.partitionKey,
    arrivedAt: now.getTime(),
    event: { kinesis, ...envelope },
    data: bytes.toString("utf8"),
    metadata: { ...metadata, ...envelope },
  };
}

function bytesOf(data: unknown): Buffer {
  if (data instanceof Uint8Array) return Buffer.from(data);
  return Buffer.from(typeof data === "string" ? data : JSON.stringify(data));
}
