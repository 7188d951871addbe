import { isFault } from "@faultwire/catalog";
import { read, readText, toText } from "./safe-read.ts";

/** One error of a log line, with what led to it. */
interface ErrorRecord {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: readonly string[];
  readonly details?: unknown;
  readonly cause?: ErrorRecord;
}

/** Causes of causes that a log line follows. */
const DEPTH_LIMIT = 8;

/**
 * Writes what the caller is not told into the function's log: one line, found by the request id that the caller
 * has, and in a batch by the record. Never throws.
 */
export function report(thrown: unknown, requestId: string, sent: string, item?: string): void {
  try {
    const line = { faultwire: sent, requestId, item, error: record(thrown, 0) };
    // The runtime's JSON format keeps an object as it is; its text format would spread it over many lines.
    console.error(process.env.AWS_LAMBDA_LOG_FORMAT === "JSON" ? line : JSON.stringify(line));
  } catch {
    // A log that cannot be written must not change what the caller gets.
  }
}

function record(thrown: unknown, depth: number): ErrorRecord {
  const cause = read(thrown, "cause");
  // Those of a fault are known to be JSON.
  const details = isFault(thrown) ? thrown.details : undefined;
  return {
    errorType: readText(thrown, "errorType") ?? readText(thrown, "name") ?? typeof thrown,
    errorMessage: readText(thrown, "message") ?? toText(thrown),
    stack: readText(thrown, "stack")?.split("\n") ?? [],
    ...(details !== undefined && { details }),
    ...(cause !== undefined && depth < DEPTH_LIMIT && { cause: record(cause, depth + 1) }),
  };
}
