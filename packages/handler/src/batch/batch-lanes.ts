import { type ItemIdentifier, isJsonObject, type JsonObject } from "@faultwire/wire";

/** One record of a batch. */
export interface BatchItem {
  readonly record: unknown;
  readonly identifier: ItemIdentifier;
}

/** Records that are handled in order: a failure stops the lane, and all behind it are delivered again. */
export interface Lane {
  readonly items: readonly BatchItem[];
  /** Whether the first failure is a checkpoint, which stands for all behind it. */
  readonly isStream: boolean;
}

/**
 * Tells which records of an event have to be handled in order, and what each is called in the answer.
 *
 * @throws TypeError for an event that is no batch, and for a record without an identifier: an answer could not name
 *   it. Thrown before anything is handled, it has the whole batch delivered again.
 */
export function lanesOf(event: unknown): readonly Lane[] {
  const { Records, records }: JsonObject = isJsonObject(event) ? event : {};
  if (isJsonObject(records)) return Object.entries(records).map(partitionLane);
  if (!Array.isArray(Records)) {
    throw new TypeError("wrapBatch: the event is no batch of SQS, Kinesis, DynamoDB Streams or Kafka");
  }
  const lanes: Lane[] = [];
  const ordered = new Map<string, BatchItem[]>();
  for (const record of Records) {
    const { identifier, lane, isStream } = tell(record);
    const item = { record, identifier };
    const items = lane === undefined ? undefined : ordered.get(lane);
    if (items) {
      items.push(item);
      continue;
    }
    const first = [item];
    lanes.push({ items: first, isStream });
    if (lane !== undefined) ordered.set(lane, first);
  }
  return lanes;
}

interface Told {
  readonly identifier: string;
  /** Records of one lane keep their order; of none, they have none. */
  readonly lane?: string;
  readonly isStream: boolean;
}

function tell(record: unknown): Told {
  const told: JsonObject = isJsonObject(record) ? record : {};
  const { eventSource } = told;
  if (eventSource === "aws:sqs") {
    const identifier = text(told.messageId, "messageId");
    return isFifo(told)
      ? { identifier, lane: groupOf(told), isStream: false }
      : { identifier, isStream: false };
  }
  if (eventSource === "aws:kinesis") {
    const { sequenceNumber }: JsonObject = isJsonObject(told.kinesis) ? told.kinesis : {};
    return { identifier: text(sequenceNumber, "kinesis.sequenceNumber"), lane: eventSource, isStream: true };
  }
  if (eventSource === "aws:dynamodb") {
    const { SequenceNumber }: JsonObject = isJsonObject(told.dynamodb) ? told.dynamodb : {};
    return { identifier: text(SequenceNumber, "dynamodb.SequenceNumber"), lane: eventSource, isStream: true };
  }
  throw new TypeError(`wrapBatch: records of ${JSON.stringify(eventSource)} are no batch that it knows`);
}

/** By the queue's name: standard queues have groups too, for fairness, and keep no order. */
function isFifo({ eventSourceARN }: JsonObject): boolean {
  return typeof eventSourceARN === "string" && eventSourceARN.endsWith(".fifo");
}

function groupOf({ attributes }: JsonObject): string {
  return text(isJsonObject(attributes) ? attributes.MessageGroupId : undefined, "attributes.MessageGroupId");
}

/** The event's own key names the partition, `topic-number`. */
function partitionLane([partition, records]: [string, unknown]): Lane {
  const items = (Array.isArray(records) ? records : []).map((record) => {
    const { offset }: JsonObject = isJsonObject(record) ? record : {};
    if (typeof offset !== "number") throw new TypeError(`wrapBatch: a record of ${partition} has no offset`);
    return { record, identifier: { partition, offset } };
  });
  return { items, isStream: false };
}

function text(value: unknown, member: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`wrapBatch: a record has no ${member}, so that an answer could not name it`);
}
