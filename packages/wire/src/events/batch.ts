import { isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";

/** The identifier of a Kafka record; the partition is `topic-number`. */
export interface KafkaItemIdentifier {
  readonly partition: string;
  readonly offset: number;
}

/** The identifier of a record: a message id, a sequence number, or an offset in a partition of Kafka. */
export type ItemIdentifier = string | KafkaItemIdentifier;

/** A function's answer to a batch, where the event source mapping has `ReportBatchItemFailures` on. */
export interface BatchResponse<Identifier extends ItemIdentifier = ItemIdentifier> {
  readonly batchItemFailures: { readonly itemIdentifier: Identifier }[];
}

/** The result of a batch, as an event source mapping reads it off a function's answer. */
export type BatchOutcome =
  | { readonly outcome: "success" }
  /** These are delivered again; of a stream, all records from the first of them on. */
  | { readonly outcome: "partial"; readonly failed: readonly ItemIdentifier[] }
  /** Everything is delivered again: the answer is not a report. */
  | { readonly outcome: "batch-failed" };

/** Facts about the batch that an answer is for. */
export interface BatchOptions {
  /**
   * `stream` for Kinesis and DynamoDB, where the lowest sequence number is the checkpoint.
   *
   * @default "queue"
   */
  readonly source?: "queue" | "stream";
  /** The identifiers of the batch; an answer that names another one fails the batch. */
  readonly itemIdentifiers?: readonly ItemIdentifier[];
}

/**
 * Writes the answer to a batch: the records that are to be delivered again. None failed: an empty list, which is a
 * success.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kafka-retry-configurations.html
 */
export function encodeBatchResponse<Identifier extends ItemIdentifier>(
  failed: readonly Identifier[],
): BatchResponse<Identifier> {
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

/**
 * Reads a function's answer to a batch, with `ReportBatchItemFailures` on, as the event source mapping does. An empty
 * answer, and one whose key is misspelt, is a success: the messages are deleted.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function decodeBatchResponse(
  answer: unknown,
  { source, itemIdentifiers }: BatchOptions = {},
): BatchOutcome {
  const value = typeof answer === "string" && answer !== "" ? parseJson(answer) : answer;
  if (value === undefined && answer !== undefined) return { outcome: "batch-failed" };
  const failures = isJsonObject(value) ? value.batchItemFailures : undefined;
  if (failures === undefined || failures === null) return { outcome: "success" };
  if (!Array.isArray(failures)) return { outcome: "batch-failed" };
  const failed = failures.map((failure: JsonObject | null) => failure?.itemIdentifier);
  const known = itemIdentifiers && new Set(itemIdentifiers.map(keyOf));
  if (!failed.every((id): id is ItemIdentifier => isKnown(id, known))) return { outcome: "batch-failed" };
  if (failed.length === 0) return { outcome: "success" };
  const numbers = source === "stream" ? failed.filter((id) => typeof id === "string") : [];
  return { outcome: "partial", failed: numbers.length > 0 ? [lowest(numbers)] : failed };
}

/** The failures that a batch's answer reports, as an error: the answer names records, and no error. */
export function decodeBatchError(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || !("batchItemFailures" in value)) return undefined;
  const read = decodeBatchResponse(value);
  if (read.outcome === "success") return undefined;
  const details = read.outcome === "partial" ? { failed: read.failed } : undefined;
  const message = details
    ? `${details.failed.length} records of the batch failed`
    : "The answer to the batch is not a report";
  return { wire: "batch", payload: value, message, details, execution: "finished" };
}

function isKnown(id: unknown, known: ReadonlySet<string | undefined> | undefined): boolean {
  const key = keyOf(id);
  return key !== undefined && (known === undefined || known.has(key));
}

/** Writes an identifier as one text; undefined for any other value. */
function keyOf(id: unknown): string | undefined {
  if (typeof id === "string") return id === "" ? undefined : id;
  if (!isJsonObject(id) || typeof id.partition !== "string" || !Number.isSafeInteger(id.offset))
    return undefined;
  return JSON.stringify([id.partition, id.offset]);
}

/** Sequence numbers are decimal texts far beyond what a number holds. */
function lowest(sequenceNumbers: readonly string[]): string {
  return sequenceNumbers.reduce((low, one) =>
    one.length < low.length || (one.length === low.length && one < low) ? one : low,
  );
}
