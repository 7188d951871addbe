import { asString, isJsonObject } from "../json.ts";
import { decodeNamed, encodeNamed } from "../named-message.ts";
import type { FaultData, WireError } from "../wire-error.ts";

/** The result of a task: `TemporaryFailure` is tried again by the job, `PermanentFailure` is not. */
type S3BatchResultCode = "Succeeded" | "TemporaryFailure" | "PermanentFailure";

/** A function's answer for one task. */
export interface S3BatchResult {
  readonly taskId: string;
  readonly resultCode: S3BatchResultCode;
  /** A text for the job's completion report. */
  readonly resultString: string;
}

/** A function's answer to S3 Batch Operations. */
export interface S3BatchResponse {
  readonly invocationSchemaVersion: string;
  readonly treatMissingKeysAs: S3BatchResultCode;
  readonly invocationId: string;
  readonly results: S3BatchResult[];
}

/**
 * Writes a fault as the result of a task: its name and message, and whether to try again.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
 */
export function encodeS3BatchFailure(
  fault: Pick<FaultData, "errorType" | "message" | "retryable">,
  taskId: string,
): S3BatchResult {
  const resultCode = fault.retryable ? "TemporaryFailure" : "PermanentFailure";
  return { taskId, resultCode, resultString: encodeNamed(fault) };
}

/**
 * Reads a function's answer to S3 Batch Operations: the first task that did not succeed. `resultCode` is the type,
 * or a declared name at the beginning of `resultString`.
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
  return decodeNamed({
    wire: "s3-batch",
    payload: value,
    errorType,
    message,
    retryable: errorType === "TemporaryFailure",
    execution: "started",
  });
}
