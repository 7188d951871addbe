import { isFault } from "@faultwire/catalog";
import { read, readText, toText } from "./safe-read.ts";

/** One error of a log line, with what led to it. */
export interface ErrorRecord {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: readonly string[];
  readonly details?: unknown;
  readonly cause?: ErrorRecord;
}

/** What the log says of an error that the caller is not told of, or not all of. */
export interface FaultLine {
  /** The name that the caller got. */
  readonly faultwire: string;
  /** The request id that the caller has too. */
  readonly requestId: string;
  /** The error as plain JSON, whatever was thrown. */
  readonly error: ErrorRecord;
}

/** Writes a line where it belongs. What it throws sends the line to `console.error` after all. */
export type FaultLog = (line: FaultLine) => void;

/** How a line is written. */
export interface ReportSettings {
  /** `console.error` unless told. */
  readonly log?: FaultLog | undefined;
}

/** Causes of causes that a log line follows. */
const DEPTH_LIMIT = 8;

/**
 * Writes what the caller is not told into the function's log: one line, found by the request id that the caller
 * has. Never throws.
 */
export function report(
  thrown: unknown,
  requestId: string,
  sent: string,
  { log = writeLine }: ReportSettings = {},
): void {
  try {
    const line = { faultwire: sent, requestId, error: record(thrown, 0) };
    try {
      log(line);
    } catch {
      // The line is worth more than the logger.
      writeLine(line);
    }
  } catch {
    // A log that cannot be written must not change what the caller gets.
  }
}

function writeLine(line: FaultLine): void {
  // The runtime's JSON format keeps an object as it is; its text format would spread it over many lines.
  console.error(process.env.AWS_LAMBDA_LOG_FORMAT === "JSON" ? line : JSON.stringify(line));
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
