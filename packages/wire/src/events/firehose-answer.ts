import { isJsonObject } from "../json.ts";
import type { WireError } from "../wire-error.ts";

/**
 * Reads a function's answer to Firehose: the records that it could not transform, as an error. The answer names
 * records, and no error.
 *
 * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-status-model.html
 */
export function decodeFirehoseAnswer(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || !Array.isArray(value.records)) return undefined;
  const failed = value.records
    .filter((record) => isJsonObject(record) && record.result === "ProcessingFailed")
    .map(({ recordId }) => recordId);
  if (failed.length === 0) return undefined;
  const message = `${failed.length} records of the batch failed`;
  return { wire: "batch", payload: value, message, details: { failed }, execution: "finished" };
}
