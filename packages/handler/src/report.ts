import { type Fault, isFault } from "@faultwire/catalog";
import type { DetailsOf } from "./redact.ts";
import { cutStack, read, readText, toText } from "./safe-read.ts";

/** One error of a log line, with what led to it. */
interface ErrorRecord {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: readonly string[];
  readonly details?: unknown;
  readonly cause?: ErrorRecord;
}

/** How a line is written. */
export interface ReportSettings {
  /** The record of a batch that failed. */
  readonly item?: string | undefined;
  /** The details of a fault that may be seen; as they are unless told. */
  readonly detailsOf?: DetailsOf | undefined;
}

/** Causes of causes that a log line follows. */
const DEPTH_LIMIT = 8;

/** Characters of a message: with the rest it has to stay the one record of a log that CloudWatch takes whole. */
const MESSAGE_LIMIT = 50_000;

/**
 * Writes what the caller is not told into the function's log: one line, found by the request id that the caller
 * has, and in a batch by the record. Never throws.
 */
export function report(
  thrown: unknown,
  requestId: string,
  sent: string,
  { item, detailsOf = ({ details }) => details }: ReportSettings = {},
): void {
  try {
    const line = { faultwire: sent, requestId, item, error: record(thrown, detailsOf, 0) };
    // The runtime's JSON format keeps an object as it is; its text format would spread it over many lines.
    console.error(process.env.AWS_LAMBDA_LOG_FORMAT === "JSON" ? line : JSON.stringify(line));
  } catch {
    // A log that cannot be written must not change what the caller gets.
  }
}

function record(thrown: unknown, detailsOf: DetailsOf, depth: number): ErrorRecord {
  const cause = read(thrown, "cause");
  const stack = readText(thrown, "stack") ?? "";
  const details = isFault(thrown) ? readDetails(thrown, detailsOf) : undefined;
  return {
    errorType: readText(thrown, "errorType") ?? readText(thrown, "name") ?? typeof thrown,
    errorMessage: (readText(thrown, "message") ?? toText(thrown)).slice(0, MESSAGE_LIMIT),
    stack: stack === "" ? [] : cutStack(stack).split("\n"),
    ...(details !== undefined && { details }),
    ...(cause !== undefined && depth < DEPTH_LIMIT && { cause: record(cause, detailsOf, depth + 1) }),
  };
}

/** Those of a fault are JSON, unless somebody changed them: then the rest of the line counts. */
function readDetails(fault: Fault, detailsOf: DetailsOf): unknown {
  try {
    const details = detailsOf(fault);
    JSON.stringify(details);
    return details;
  } catch {
    return "not JSON";
  }
}
