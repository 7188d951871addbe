import type { DeliveryResult } from "../faults/deliver.ts";

/** The result codes of a task. */
type ResultCode = "Succeeded" | "TemporaryFailure" | "PermanentFailure";

/** The result of one try of a task. */
export interface TaskResult {
  readonly code: ResultCode;
  readonly status: number;
  readonly message: string;
}

const CODES: readonly string[] = ["Succeeded", "TemporaryFailure", "PermanentFailure"] satisfies ResultCode[];

/**
 * Reads the result of a task from the function's answer. A function error is permanent. That a refusal of Lambda is
 * temporary is not documented.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-invoke-lambda.html
 */
export function taskResult(result: DeliveryResult, taskId: string): TaskResult {
  if (result === "lost") return { code: "TemporaryFailure", status: 500, message: "The invocation was lost" };
  if ("status" in result)
    return { code: "TemporaryFailure", status: result.status, message: JSON.stringify(result.body) };
  const text = result.body.toString("utf8");
  if (result.failed) return permanent(`Lambda returned function error: ${text}`);
  const answer = parse(text);
  if (answer === undefined) return permanent("Invalid JSON returned in Lambda payload");
  const results: readonly unknown[] = Array.isArray(answer.results) ? answer.results : [];
  const found = results.map(Object).find((each) => each.taskId === taskId);
  const { resultCode = answer.treatMissingKeysAs, resultString = "" } = found ?? {};
  if (!isCode(resultCode)) return permanent("Invalid JSON returned in Lambda payload");
  return { code: resultCode, status: 200, message: String(resultString) };
}

function permanent(message: string): TaskResult {
  return { code: "PermanentFailure", status: 200, message };
}

function isCode(value: unknown): value is ResultCode {
  return typeof value === "string" && CODES.includes(value);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // The cast: an object's members are checked where they are read.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON.
    return undefined;
  }
}
