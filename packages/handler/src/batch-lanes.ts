import { type ItemIdentifier, isJsonObject, type JsonObject } from "@faultwire/wire";

/** One record of a batch. */
export interface BatchItem {
  readonly record: unknown;
  readonly identifier: ItemIdentifier;
  /** Its content as a request has one: a text of JSON. Undefined for a change in DynamoDB, which is no text. */
  readonly request: { readonly body: unknown; readonly isBase64Encoded: boolean } | undefined;
}

/** Records that are handled in order: a failure stops the lane, and all behind it are delivered again. */
export interface Lane {
  readonly items: readonly BatchItem[];
  /** Whether the first failure is a checkpoint, which stands for all behind it. */
  readonly isStream: boolean;
}

/** Standard queues have groups too, for fairness, and keep no order. */
const FIFO = /\.fifo$/;

/**
 * Tells which records of an event have to be handled in order, and what each is called in the answer.
 *
 * @throws TypeError for an event that is no batch, and for a record without an identifier: an answer could not name
 *   it. Thrown before anything is handled, it has the whole batch delivered again.
 */
export function lanesOf(event: unknown): readonly Lane[] {
  if (isJsonObject(event) && isJsonObject(event.records)) return Object.entries(event.records).map(kafkaLane);
  const records = isJsonObject(event) ? event.Records : undefined;
  if (!Array.isArray(records)) {
    throw new TypeError("wrapBatch: the event is no batch of SQS, Kinesis, DynamoDB Streams or Kafka");
  }
  const lanes = new Map<unknown, Lane & { readonly items: BatchItem[] }>();
  for (const record of records) {
    const { key, item, isStream } = read(record);
    const lane = lanes.get(key);
    if (lane) lane.items.push(item);
    else lanes.set(key, { items: [item], isStream });
  }
  return [...lanes.values()];
}

interface Read {
  /** Records of one key are of one lane. */
  readonly key: unknown;
  readonly item: BatchItem;
  readonly isStream: boolean;
}

function read(record: unknown): Read {
  const told: JsonObject = isJsonObject(record) ? record : {};
  const { eventSource, kinesis, dynamodb } = told;
  if (eventSource === "aws:sqs") {
    const request = { body: told.body, isBase64Encoded: false };
    const item = { record, identifier: text(told.messageId, "messageId"), request };
    return { key: groupOf(told) ?? item, item, isStream: false };
  }
  if (eventSource === "aws:kinesis" && isJsonObject(kinesis)) {
    const identifier = text(kinesis.sequenceNumber, "kinesis.sequenceNumber");
    const request = { body: kinesis.data, isBase64Encoded: true };
    return { key: eventSource, item: { record, identifier, request }, isStream: true };
  }
  if (eventSource === "aws:dynamodb" && isJsonObject(dynamodb)) {
    const identifier = text(dynamodb.SequenceNumber, "dynamodb.SequenceNumber");
    return { key: eventSource, item: { record, identifier, request: undefined }, isStream: true };
  }
  throw new TypeError(`wrapBatch: records of ${JSON.stringify(eventSource)} are no batch that it knows`);
}

function groupOf({ eventSourceARN, attributes }: JsonObject): string | undefined {
  if (typeof eventSourceARN !== "string" || !FIFO.test(eventSourceARN)) return undefined;
  return text(isJsonObject(attributes) ? attributes.MessageGroupId : undefined, "attributes.MessageGroupId");
}

/** The event's own key names the partition, `topic-number`. */
function kafkaLane([partition, records]: [string, unknown]): Lane {
  const items = (Array.isArray(records) ? records : []).map((record) => {
    const { offset, value }: JsonObject = isJsonObject(record) ? record : {};
    if (typeof offset !== "number") throw new TypeError(`wrapBatch: a record of ${partition} has no offset`);
    return { record, identifier: { partition, offset }, request: { body: value, isBase64Encoded: true } };
  });
  return { items, isStream: false };
}

function text(value: unknown, member: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw new TypeError(`wrapBatch: a record has no ${member}, so that an answer could not name it`);
}
