import type { CallSource } from "./calls.ts";

/** The records that an event brings: their source, and the ids by which a later delivery of them is recognised. */
export interface DeliveredRecords {
  readonly source: CallSource;
  readonly ids: readonly string[];
}

const KINDS: Readonly<Record<string, readonly [front: string, record: string]>> = {
  "aws:sqs": ["queue", "message"],
  "aws:kinesis": ["stream", "record"],
  "aws:dynamodb": ["stream", "record"],
};

/** Reads whose records an event has; undefined for any other event. */
export function recordsOfEvent(payload: Buffer): DeliveredRecords | undefined {
  const { Records: records, tasks, job } = readMembers(payload);
  if (Array.isArray(tasks) && isMembers(job)) return tasksOf(tasks, String(job.id ?? ""));
  if (!Array.isArray(records) || !isMembers(records[0])) return undefined;
  const { eventSource, eventSourceARN } = records[0];
  const [front, record] = KINDS[String(eventSource)] ?? [];
  if (front === undefined || record === undefined) return undefined;
  return {
    source: {
      type: "records",
      front: `${front} ${nameOf(String(eventSourceARN))}`,
      detail: count(records.length, record),
    },
    ids: records.filter(isMembers).map(({ messageId, eventID }) => String(messageId ?? eventID)),
  };
}

function tasksOf(tasks: readonly unknown[], job: string): DeliveredRecords {
  return {
    source: { type: "records", front: "S3 Batch", detail: count(tasks.length, "task") },
    ids: tasks.filter(isMembers).map(({ taskId }) => `${job} ${taskId}`),
  };
}

/** The last part of the ARN of a queue or stream; the ARN of a table's stream has its time last. */
function nameOf(arn: string): string {
  return /:(?:table|stream)\/([^/]+)/.exec(arn)?.[1] ?? arn.split(":").at(-1) ?? arn;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}

/** The route of an API, where its event names one: `GET /orders/{id}`. */
export function routeOfEvent(payload: Buffer): string | undefined {
  const { routeKey, httpMethod, resource } = readMembers(payload);
  if (typeof routeKey === "string") return routeKey;
  return typeof httpMethod === "string" && typeof resource === "string"
    ? `${httpMethod} ${resource}`
    : undefined;
}

type Members = Readonly<Record<string, unknown>>;

function readMembers(payload: Buffer): Members {
  try {
    const value: unknown = JSON.parse(payload.toString("utf8"));
    return isMembers(value) ? value : {};
  } catch {
    // A payload of a runtime's own making: it has no members.
    return {};
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
