import { type ItemIdentifier, isJsonObject, type JsonObject } from "@faultwire/wire";

/** One record of a batch. */
export interface BatchItem {
  readonly record: unknown;
  readonly identifier: ItemIdentifier;
}

/** Records that are handled in order: a failure stops the group, and all records behind it are delivered again. */
export interface OrderedGroup {
  readonly items: readonly BatchItem[];
  /** Whether the first failure is a checkpoint that covers all records behind it. */
  readonly isStream: boolean;
}

/**
 * Groups the records of an event by the order that they have to be handled in.
 *
 * @throws TypeError for an event that is not a batch, and for a record without an identifier, which the answer could
 *   not name. Thrown before any record is handled, it has the whole batch delivered again.
 */
export function groupInOrder(event: unknown): readonly OrderedGroup[] {
  if (Array.isArray(event)) return groupRecords(event, placeInPipe);
  const { Records, records }: JsonObject = isJsonObject(event) ? event : {};
  if (isJsonObject(records)) return Object.entries(records).map(groupPartition);
  if (!Array.isArray(Records)) {
    throw new TypeError("wrapBatch(): the event is not a batch of SQS, Kinesis, DynamoDB Streams or Kafka");
  }
  return groupRecords(Records, placeOf);
}

function groupRecords(
  records: readonly unknown[],
  place: (record: unknown) => RecordPlace,
): readonly OrderedGroup[] {
  const groups: OrderedGroup[] = [];
  const byName = new Map<string, BatchItem[]>();
  for (const record of records) {
    const { identifier, group, isStream } = place(record);
    const item = { record, identifier };
    const items = group === undefined ? undefined : byName.get(group);
    if (items) {
      items.push(item);
      continue;
    }
    const first = [item];
    groups.push({ items: first, isStream });
    if (group !== undefined) byName.set(group, first);
  }
  return groups;
}

interface RecordPlace {
  readonly identifier: string;
  /** Records of one group are handled in order. Without a group, order does not matter. */
  readonly group?: string;
  readonly isStream: boolean;
}

function placeOf(value: unknown): RecordPlace {
  const record: JsonObject = isJsonObject(value) ? value : {};
  const { eventSource } = record;
  if (eventSource === "aws:sqs") {
    const identifier = text(record.messageId, "messageId");
    return isFifo(record)
      ? { identifier, group: messageGroupOf(record), isStream: false }
      : { identifier, isStream: false };
  }
  if (eventSource === "aws:kinesis") {
    const { sequenceNumber }: JsonObject = isJsonObject(record.kinesis) ? record.kinesis : {};
    return { identifier: text(sequenceNumber, "kinesis.sequenceNumber"), group: eventSource, isStream: true };
  }
  if (eventSource === "aws:dynamodb") {
    const { SequenceNumber }: JsonObject = isJsonObject(record.dynamodb) ? record.dynamodb : {};
    return {
      identifier: text(SequenceNumber, "dynamodb.SequenceNumber"),
      group: eventSource,
      isStream: true,
    };
  }
  throw new TypeError(
    `wrapBatch(): the records of ${JSON.stringify(eventSource)} are not a batch of SQS, Kinesis, DynamoDB Streams or Kafka`,
  );
}

/**
 * A pipe hands over a list of records, and identifies those of streams by their `eventID`. It does not document that the
 * lowest is a checkpoint, so that all behind the first failure are named.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 */
function placeInPipe(value: unknown): RecordPlace {
  const { eventSource, eventID }: JsonObject = isJsonObject(value) ? value : {};
  if (eventSource === "aws:sqs") return placeOf(value);
  if (eventSource === "aws:kinesis" || eventSource === "aws:dynamodb")
    return { identifier: text(eventID, "eventID"), group: eventSource, isStream: false };
  throw new TypeError(
    `wrapBatch(): a pipe takes failures of single records from SQS, Kinesis and DynamoDB Streams alone, and not of ${JSON.stringify(eventSource)}. Use wrapHandler(), which fails the whole batch`,
  );
}

/** Decided by the queue's name: standard queues have message groups too, for fairness, and keep no order. */
function isFifo({ eventSourceARN }: JsonObject): boolean {
  return typeof eventSourceARN === "string" && eventSourceARN.endsWith(".fifo");
}

function messageGroupOf({ attributes }: JsonObject): string {
  return text(isJsonObject(attributes) ? attributes.MessageGroupId : undefined, "attributes.MessageGroupId");
}

/** The event's own key names the partition, `topic-number`. */
function groupPartition([partition, records]: [string, unknown]): OrderedGroup {
  const items = (Array.isArray(records) ? records : []).map((record) => {
    const { offset }: JsonObject = isJsonObject(record) ? record : {};
    if (typeof offset !== "number")
      throw new TypeError(`wrapBatch(): a record of ${partition} has no offset`);
    return { record, identifier: { partition, offset } };
  });
  return { items, isStream: false };
}

function text(value: unknown, member: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`wrapBatch(): a record has no ${member}, so the answer could not name it`);
}
