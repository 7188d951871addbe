import { isJsonObject, parseJson } from "../json.ts";

/** One line of a log. */
interface LogEvent {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** What CloudWatch Logs delivers to a subscription. */
export interface LogSubscription {
  readonly logGroup: string;
  readonly logStream: string;
  readonly logEvents: readonly LogEvent[];
}

/**
 * Opens the event of a CloudWatch Logs subscription, which is gzip in base64; undefined for anything else, and for
 * the control message that checks the subscription.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
export async function decodeLogSubscription(event: unknown): Promise<LogSubscription | undefined> {
  const logs = isJsonObject(event) && isJsonObject(event.awslogs) ? event.awslogs.data : undefined;
  if (typeof logs !== "string") return undefined;
  const text = await gunzip(logs).catch(() => "");
  const record = parseJson(text);
  if (!isJsonObject(record) || record.messageType !== "DATA_MESSAGE" || !Array.isArray(record.logEvents))
    return undefined;
  const { logGroup, logStream, logEvents } = record;
  return {
    logGroup: String(logGroup),
    logStream: String(logStream),
    logEvents: logEvents.filter(isLogEvent),
  };
}

function isLogEvent(value: unknown): value is LogEvent {
  return isJsonObject(value) && typeof value.message === "string" && typeof value.timestamp === "number";
}

async function gunzip(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
