import { type Fault, isFault } from "@faultwire/catalog";
import { cutStack, read, readText, toText } from "../answer/safe-read.ts";
import { noDetails, type Redact, redactDetails } from "./redact.ts";

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
  /** The record of a batch that failed. */
  readonly item?: string | undefined;
  /** The error as plain JSON, whatever was thrown. */
  readonly error: ErrorRecord;
}

/** Writes a line where it belongs. What it throws sends the line to `console.error` after all. */
export type FaultLog = (line: FaultLine) => void;

/** How a line is written: the options of a wrapper are such settings. */
export interface ReportSettings {
  /** The record of a batch that failed. */
  readonly item?: string | undefined;
  /** Makes details fit to be seen; they are as they are unless told. */
  readonly redact?: Redact | undefined;
  /** `console.error` unless told. */
  readonly log?: FaultLog | undefined;
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
  settings: ReportSettings = {},
): void {
  const { item, log = writeLine } = settings;
  try {
    const detailsOf = (fault: Fault) => detailsToSee(fault, requestId, settings);
    const line = { faultwire: sent, requestId, item, error: record(thrown, detailsOf, 0) };
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

/** {@link redactDetails}, and none where that fails, for then nobody knows what is in them. */
export function detailsToSee(fault: Fault, requestId: string, { redact, log }: ReportSettings): unknown {
  if (redact === undefined) return fault.details;
  try {
    return redactDetails(fault, redact);
  } catch (failure) {
    report(failure, requestId, "redact", { log, redact: noDetails });
    return undefined;
  }
}

function writeLine(line: FaultLine): void {
  // The runtime's JSON format keeps an object as it is; its text format would spread it over many lines.
  console.error(process.env.AWS_LAMBDA_LOG_FORMAT === "JSON" ? line : JSON.stringify(line));
}

type DetailsOf = (fault: Fault) => unknown;

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
