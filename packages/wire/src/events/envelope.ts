import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { decodeTraceId } from "../trace-id.ts";

/** Members in which services put the text of what they carry: SQS, SNS, the records of both in an event. */
const TEXTS = ["Body", "body", "Message"];
/** Members in which services list or nest what they carry. */
const NESTED = ["Records", "Messages", "Sns", "detail", "kinesis"];
/** Members in which Kafka and Kinesis have what they carry, in base64. */
const ENCODED = ["value", "data"];
/** The beginning of a JSON object in base64. */
const ENCODED_OBJECT = /^e[yw]/;
/** A record in a message in a notification in an event, each a level, and a list of each another. */
const DEPTH_LIMIT = 7;

/** Finds the first error in a value and its envelopes. */
export function findInside<Found>(
  value: unknown,
  decode: (inner: JsonObject, traceId: string | undefined) => Found | undefined,
): Found | undefined {
  for (const { inner, traceId } of openEnvelopes(value)) {
    const found = decode(inner, traceId);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An object inside envelopes. */
interface Opened {
  readonly inner: JsonObject;
  /** The trace in which the message around it was sent. */
  readonly traceId: string | undefined;
}

/**
 * Opens a value: itself, and every object inside the envelopes of SQS, SNS, EventBridge, Kafka and Kinesis, as they
 * are received or as the event of a function or a pipe.
 */
export function* openEnvelopes(value: unknown, depth = 0, around?: string): Generator<Opened, void> {
  if (depth > DEPTH_LIMIT) return;
  if (Array.isArray(value)) {
    for (const entry of value) yield* openEnvelopes(entry, depth + 1, around);
  } else if (isJsonObject(value)) {
    const traceId = traceOf(value) ?? around;
    yield { inner: value, traceId };
    // A response has a body too, which belongs to its caller, and a dead letter the event, which may be a record itself.
    if (!("statusCode" in value) && !isDeadLetter(value))
      yield* openEnvelopes(contentOf(value), depth + 1, traceId);
  }
}

/** Finds the attributes of a message, as a function or a client receives it. */
export function attributesOf({
  MessageAttributes,
  messageAttributes = MessageAttributes,
}: JsonObject): JsonObject {
  return isJsonObject(messageAttributes) ? messageAttributes : {};
}

/** Whether the error of a message is in its attributes: one of Lambda, of EventBridge or of the Scheduler. */
function isDeadLetter(message: JsonObject): boolean {
  const { ErrorCode, RequestID, ERROR_CODE } = attributesOf(message);
  return ERROR_CODE !== undefined || (ErrorCode !== undefined && RequestID !== undefined);
}

/** Reads the trace in which a message of SQS was sent, as a function or a client receives it. */
function traceOf({ attributes, Attributes = attributes }: JsonObject): string | undefined {
  return isJsonObject(Attributes) ? decodeTraceId(Attributes.AWSTraceHeader) : undefined;
}

function contentOf(value: JsonObject): unknown {
  const nested = NESTED.find((name) => typeof value[name] === "object" && value[name] !== null);
  if (nested !== undefined) return value[nested];
  // A list for each partition of a topic.
  if (isJsonObject(value.records)) return Object.values(value.records);
  for (const name of ENCODED) {
    const inner = parseEncoded(value[name]);
    if (isJsonObject(inner)) return inner;
  }
  for (const name of TEXTS) {
    const text = value[name];
    // A pipe hands over JSON as an object.
    const inner = typeof text === "string" ? parseJson(text) : text;
    if (isJsonObject(inner)) return inner;
  }
  return undefined;
}

function parseEncoded(value: unknown): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return parseJson(ENCODED_OBJECT.test(value) ? decodeBase64(value) : value);
  } catch {
    // Neither base64 nor JSON.
    return undefined;
  }
}

function decodeBase64(text: string): string {
  return new TextDecoder().decode(Uint8Array.from(atob(text), (character) => character.charCodeAt(0)));
}
