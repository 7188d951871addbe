import { asString, isJsonObject } from "./json.ts";
import type { WireError } from "./wire-error.ts";

/**
 * Reads a function's answer to S3 Batch Operations: the first task that did not succeed. `resultCode` is the type.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
 */
export function decodeS3Batch(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || !("invocationSchemaVersion" in value) || !Array.isArray(value.results))
    return undefined;
  const failed = value.results.find((result) => isJsonObject(result) && result.resultCode !== "Succeeded");
  if (failed === undefined) return undefined;
  const errorType = asString(failed.resultCode);
  const message = asString(failed.resultString);
  return {
    wire: "s3-batch",
    payload: value,
    errorType,
    message,
    retryable: errorType === "TemporaryFailure",
  };
}
