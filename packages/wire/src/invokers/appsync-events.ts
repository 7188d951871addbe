import { encodeMessageLine, splitMessage } from "../events/message-line.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { decodeNamed } from "../named-message.ts";
import type { FaultData, WireError } from "../wire-error.ts";

/** The messages of a connection that report an error. */
const MESSAGE = /^(?:connection|subscribe|publish|unsubscribe|broadcast)_error$/;
/** The text that the resolver of Powertools makes of an error: `OrderNotFound - Order o-1 was not found`. */
const OF_POWERTOOLS = /^([A-Za-z_][A-Za-z0-9_.$]{0,127}) - (.*)$/s;

/**
 * Writes a fault as the one text that AppSync Events has for an error: its name and message, and in a second line
 * everything else.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/eventapi/direct-lambda-integrations.html
 */
export function encodeAppSyncEvent(
  fault: Partial<FaultData> & Pick<FaultData, "errorType" | "message">,
): string {
  const { errorType, message } = fault;
  return encodeMessageLine({ ...fault, message: message === "" ? errorType : `${errorType}: ${message}` });
}

/** Reads the fault out of such a text, and out of the text of Powertools. Believed only if it is declared, without its line. */
export function decodeEventText(read: WireError, event: JsonObject): WireError {
  // A function returned it.
  const error: WireError = isFailedEvent(event) ? { ...read, execution: "started" } : read;
  const { message, line } = splitMessage(error.message);
  if (line) return { ...error, ...line, message: withoutName(message, line.errorType), execution: "started" };
  const [, errorType, text] = message?.match(OF_POWERTOOLS) ?? [];
  return errorType === undefined
    ? decodeNamed(error)
    : { ...error, embedded: { ...error, errorType, message: text } };
}

/** Whether an error is one of AppSync Events, so that its text may name a fault. */
export function isOfEvents({ type, failed, successful }: JsonObject): boolean {
  return MESSAGE.test(String(type)) || (Array.isArray(failed) && Array.isArray(successful));
}

/**
 * Finds a failed event: in the response of a publish, in the list of them that Amplify's `events.post` resolves with,
 * and in a function's answer.
 */
export function failedEvent(value: unknown): JsonObject | undefined {
  if (Array.isArray(value)) return value.find(isRejected);
  if (!isJsonObject(value)) return undefined;
  const { failed, successful, events, error, ...others } = value;
  if (Array.isArray(failed) && Array.isArray(successful)) return failed.find(isJsonObject);
  if (Array.isArray(events)) return events.find(isFailedEvent);
  // The answer to a subscription has no other member.
  return isText(error) && Object.keys(others).length === 0 ? { error } : undefined;
}

/** Whether a value is an event that a function answered with an error. */
function isFailedEvent(event: unknown): boolean {
  return isJsonObject(event) && "id" in event && isText(event.error);
}

/** An event that AppSync did not publish. */
function isRejected(event: unknown): event is JsonObject {
  if (!isJsonObject(event)) return false;
  const { identifier, index, message } = event;
  return typeof identifier === "string" && typeof index === "number" && isText(message);
}

function withoutName(message: string | undefined, errorType = ""): string | undefined {
  if (message === errorType) return "";
  return message?.startsWith(`${errorType}: `) ? message.slice(errorType.length + 2) : message;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
