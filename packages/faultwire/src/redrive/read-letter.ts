import { parse, parseDeadLetter, parseDestination } from "@faultwire/caller";
import type { Catalog, Fault } from "@faultwire/catalog";
import { asString, isJsonObject, type JsonObject, parseJson } from "@faultwire/wire";
import { memberSource } from "./json-source.ts";
import type { Letter, Original } from "./letter.ts";
import { notificationIn, type QueueMessage } from "./queue-message.ts";
import { originalOfSchedule } from "./schedule-request.ts";

/** A part of an input, and what a letter in it has to know. */
export interface LetterSource {
  readonly place: string;
  readonly catalog: Catalog;
}

const UNREADABLE = "One of its message attributes cannot be read.";
const MAYBE_MOVED =
  "The message came without the attributes of SQS, so that a consumer may have had it; receive it with --attribute-names All.";
const WAS_TRIED = "The record counts invocations before the one that was refused.";
const MAYBE_LOST =
  "The messages have no message attributes: if --message-attribute-names All was not given to receive-message, they are lost.";

/** Reads a message of a dead-letter queue, which has an error, a record, or neither of them. */
export function letterOfMessage(message: QueueMessage, { place, catalog }: LetterSource): Letter {
  const { id = place, body, attributes, system, isComplete, hasAttributes } = message;
  const sourceArn = asString(system.DeadLetterQueueSourceArn);
  const held: Original = {
    ...{ payload: body, attributes: attributes ?? {}, isEvent: false },
    ...defined({
      sourceArn,
      groupId: asString(system.MessageGroupId),
      traceHeader: asString(system.AWSTraceHeader),
    }),
  };
  const letter: Letter = {
    ...{ id, place, original: attributes === undefined ? UNREADABLE : held },
    ...(!hasAttributes && { note: MAYBE_LOST }),
  };
  // A message that SQS moved is one of its source queue, also where it looks like a record.
  if (sourceArn !== undefined) return letter;
  const doubt = isComplete ? {} : { doubt: MAYBE_MOVED };
  // A schedule names the function in the request, its body. Any other body is the event, whatever it looks like.
  const named = attributes?.ERROR_CODE === undefined ? {} : { Body: body };
  const fault = parseDeadLetter({ ...named, MessageAttributes: attributes ?? {} }, catalog);
  if (fault) {
    const { requestId } = fault.origin ?? {};
    return {
      ...{ ...letter, ...doubt, fault },
      ...(requestId !== undefined && { requestId }),
      ...(attributes !== undefined && { original: eventOf(held, fault) }),
    };
  }
  const inner = letterInText(body, { place, catalog });
  return inner ? { ...inner, ...doubt, id } : letter;
}

/** A dead letter of Lambda, of a rule or of a schedule keeps the event of its target. */
function eventOf(held: Original, { origin }: Fault): Original | string {
  const target = held.attributes.TARGET_ARN?.StringValue;
  const event = { ...held, isEvent: true, ...defined({ functionName: origin?.functionName }) };
  return originalOfSchedule(held, target) ?? event;
}

function letterInText(body: string, source: LetterSource): Letter | undefined {
  const value = parseJson(body);
  if (!isJsonObject(value)) return undefined;
  const notification = notificationIn(value);
  if (notification === undefined)
    return letterOfRecord(value, body, source) ?? letterWithoutEvent(value, source);
  const letter = letterOfMessage(notification, source);
  // A notification without an error is the message itself.
  return letter.fault ? letter : undefined;
}

/**
 * Reads the record of an on-failure destination, or of an event bus; undefined for any other object.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function letterOfRecord(value: JsonObject, json: string, source: LetterSource): Letter | undefined {
  const { requestContext, detail } = value;
  if (isJsonObject(detail) && !isJsonObject(requestContext))
    return letterOfRecord(detail, memberSource(json, "detail") ?? "", source);
  if (!isJsonObject(requestContext) || typeof requestContext.condition !== "string") return undefined;
  const fault = parseDestination(value, source.catalog);
  const requestId = asString(requestContext.requestId);
  const functionName = asString(requestContext.functionArn);
  return {
    ...{ id: requestId ?? source.place, place: source.place },
    ...(fault && { fault }),
    ...(Number(requestContext.approximateInvokeCount ?? 0) > 0 && { doubt: WAS_TRIED }),
    ...(requestId !== undefined && { requestId }),
    original: fault ? originalIn(value, json, functionName) : "It is the record of a success.",
  };
}

/** Reads a record of a pipe, a custom event bus, Firehose or AWS IoT: none keeps the event as it was sent. */
export function letterWithoutEvent(value: JsonObject, source: LetterSource): Letter | undefined {
  const fault = parse(value, source.catalog);
  const wire = fault?.origin?.wire;
  if (fault === undefined || (wire !== "dead-letter" && wire !== "destination")) return undefined;
  const id = asString(fault.origin?.requestId) ?? source.place;
  return { id, place: source.place, fault, original: "The event is not in it as it was sent." };
}

function originalIn(value: JsonObject, json: string, functionName: string | undefined): Original | string {
  const batch = Object.entries(value).find(([name]) => name.endsWith("BatchInfo"));
  if (batch) return ofBatch(batch[1], value.payload !== undefined);
  const payload = memberSource(json, "requestPayload");
  if (payload === undefined || payload === "null") return "The record does not have the event.";
  return { payload, attributes: {}, isEvent: true, ...defined({ functionName }) };
}

/** Records of streams have positions; in a bucket they have the batch too, which is of a stream all the same. */
function ofBatch(info: unknown, hasBatch: boolean): string {
  const { streamArn, eventSourceArn, shardId, startSequenceNumber, endSequenceNumber } = Object(info);
  const stream = asString(streamArn) ?? asString(eventSourceArn) ?? "a stream";
  const positions = startSequenceNumber
    ? `, ${shardId} from ${startSequenceNumber} to ${endSequenceNumber}`
    : "";
  return hasBatch
    ? `It is a batch of ${stream}${positions}: sent as an event, failures that the function reports would be lost.`
    : `The record does not have the batch, only its place: ${stream}${positions}.`;
}

/** Leaves out members that are undefined. */
function defined<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  const known = Object.entries(members).filter(([, value]) => value !== undefined);
  // Only members that are undefined are left out.
  return Object.fromEntries(known) as { [Name in keyof Members]?: Exclude<Members[Name], undefined> };
}
