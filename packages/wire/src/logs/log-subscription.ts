import { asString, isJsonObject, parseJson } from "../json.ts";

/** One line of a log. */
interface LogEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** The content of a subscription's event. */
export interface LogSubscription {
  readonly logGroup: string;
  readonly logStream: string;
  readonly logEvents: readonly LogEvent[];
}

/** Bytes. An event of CloudWatch Logs has a few megabytes at most; a hostile one can grow without an end. */
const SIZE_LIMIT = 67_108_864;

/**
 * Opens the event of a CloudWatch Logs subscription, which is gzip in base64; returns undefined for anything else, for
 * the control message that checks the subscription, and for more than 64 MiB.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export async function decodeLogSubscription(event: unknown): Promise<LogSubscription | undefined> {
  const logs = isJsonObject(event) && isJsonObject(event.awslogs) ? event.awslogs.data : undefined;
  const record = await gunzip(logs).then(parseJson, () => undefined);
  if (!isJsonObject(record) || record.messageType !== "DATA_MESSAGE" || !Array.isArray(record.logEvents))
    return undefined;
  return {
    logGroup: asString(record.logGroup) ?? "",
    logStream: asString(record.logStream) ?? "",
    logEvents: record.logEvents.filter(isLogEvent),
  };
}

function isLogEvent(value: unknown): value is LogEvent {
  return isJsonObject(value) && typeof value.message === "string" && typeof value.timestamp === "number";
}

/** @throws if the content is not gzip in base64, or larger than the limit. */
async function gunzip(base64: unknown): Promise<string> {
  const bytes = Uint8Array.from(atob(String(base64)), (character) => character.charCodeAt(0));
  const decoder = new TextDecoder();
  let size = 0;
  let text = "";
  for await (const chunk of new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))) {
    size += chunk.length;
    if (size > SIZE_LIMIT) throw new RangeError(String(size));
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
