/** The services whose events are batches. */
const BATCH_SOURCES = ["aws:sqs", "aws:kinesis", "aws:dynamodb"];

/** Splits an event into what is counted: the records of a batch, or the event as a whole. */
export function unitsOf(payload: unknown): readonly unknown[] {
  const records = member(payload, "Records");
  const isBatch =
    Array.isArray(records) &&
    records.length > 0 &&
    records.every((record) => BATCH_SOURCES.includes(String(member(record, "eventSource"))));
  return isBatch ? records : [payload];
}

/**
 * Returns what is the same in all events of one call as far as the event's format shows it. A call through an API has another
 * request id and another time at each try, a record another receipt.
 */
export function defaultKey(unit: unknown): unknown {
  if (member(unit, "requestContext") !== undefined) return requestKey(unit);
  const source = member(unit, "eventSource");
  if (source === "aws:sqs") return member(unit, "body");
  if (source === "aws:kinesis") {
    const record = member(unit, "kinesis");
    return [member(record, "partitionKey"), member(record, "data")];
  }
  if (source === "aws:dynamodb") return member(unit, "eventID");
  return unit;
}

/** The method, path, query and body; an idempotency key stands for the last two. */
function requestKey(event: unknown): unknown {
  const http = member(member(event, "requestContext"), "http");
  const method = member(event, "httpMethod") ?? member(http, "method");
  const path = member(event, "path") ?? member(event, "rawPath");
  const key = headerOf(event, "idempotency-key");
  if (key !== undefined) return [method, path, key];
  const query = member(event, "queryStringParameters") ?? member(event, "rawQueryString");
  return [method, path, query, member(event, "body")];
}

function headerOf(event: unknown, wanted: string): unknown {
  const headers = member(event, "headers") ?? member(event, "multiValueHeaders") ?? {};
  return Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1];
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}
