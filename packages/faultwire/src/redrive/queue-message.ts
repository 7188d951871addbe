import { asString, isJsonObject, type JsonObject } from "@faultwire/wire";
import { memberSource } from "./json-source.ts";
import type { MessageAttribute } from "./letter.ts";

/** A message of SQS, in the spelling of ReceiveMessage, of a Lambda event, or a notification of SNS. */
export interface QueueMessage {
  readonly id: string | undefined;
  readonly body: string;
  /** Undefined where one cannot be read. */
  readonly attributes: Readonly<Record<string, MessageAttribute>> | undefined;
  /** The attributes of SQS itself: the time, the group, the source. */
  readonly system: JsonObject;
  /** Whether all attributes of SQS were asked for, so that one that is missing does not exist. */
  readonly isComplete: boolean;
  /** Whether the list of the message's own attributes was given, though it may be empty. */
  readonly hasAttributes: boolean;
}

/** The attributes that every message has. */
const ALWAYS = ["SenderId", "SentTimestamp", "ApproximateReceiveCount"];

/** Reads a message of SQS; undefined for any other object. */
export function queueMessageIn(value: JsonObject, source: string): QueueMessage | undefined {
  const { messageId, MessageId: id = messageId, body, Body: text = body } = value;
  if (typeof id !== "string" || text === undefined) return undefined;
  const { messageAttributes, MessageAttributes: own = messageAttributes } = value;
  const { attributes, Attributes: systemAttributes = attributes } = value;
  const system = isJsonObject(systemAttributes) ? systemAttributes : {};
  return {
    id,
    // A pipe hands over JSON as an object.
    body:
      typeof text === "string" ? text : (memberSource(source, "body") ?? memberSource(source, "Body") ?? ""),
    attributes: attributesIn(own),
    system,
    isComplete: ALWAYS.every((name) => name in system),
    hasAttributes: own !== undefined,
  };
}

/** Reads a notification of SNS, as a queue has it from a topic; undefined for any other object. */
export function notificationIn(value: JsonObject): QueueMessage | undefined {
  const { Type, Message, MessageAttributes } = value;
  if (Type !== "Notification" || typeof Message !== "string") return undefined;
  return {
    id: asString(value.MessageId),
    body: Message,
    attributes: attributesIn(MessageAttributes),
    ...{ system: {}, isComplete: true, hasAttributes: true },
  };
}

function attributesIn(value: unknown): QueueMessage["attributes"] {
  const entries = Object.entries(isJsonObject(value) ? value : {}).map(
    ([name, attribute]) => [name, attributeIn(attribute)] as const,
  );
  const isReadable = (entry: (typeof entries)[number]): entry is [string, MessageAttribute] =>
    entry[1] !== undefined;
  return entries.every(isReadable) ? Object.fromEntries(entries.filter(isReadable)) : undefined;
}

/** SQS, its event and SNS each have their own spelling; bytes in JSON are base64. */
function attributeIn(attribute: unknown): MessageAttribute | undefined {
  if (!isJsonObject(attribute)) return undefined;
  const { DataType, dataType, Type, StringValue, stringValue, BinaryValue, binaryValue, Value } = attribute;
  const type = asString(DataType ?? dataType ?? Type);
  if (type === undefined) return undefined;
  const isBinary = type.startsWith("Binary");
  const text = asString(StringValue ?? stringValue ?? (isBinary ? undefined : Value));
  if (!isBinary) return text === undefined ? undefined : { DataType: type, StringValue: text };
  const bytes = BinaryValue ?? binaryValue ?? Value;
  if (bytes instanceof Uint8Array) return { DataType: type, BinaryValue: bytes };
  return typeof bytes === "string"
    ? { DataType: type, BinaryValue: new Uint8Array(Buffer.from(bytes, "base64")) }
    : undefined;
}
