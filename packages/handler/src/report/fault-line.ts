import { type Fault, isFault } from "@faultwire/catalog";
import { read, readText, toText } from "../foreign/safe-read.ts";
import { cutStack } from "../foreign/stack.ts";

/** One error of a log line, with its causes. */
export interface ErrorRecord {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: readonly string[];
  readonly details?: unknown;
  readonly cause?: ErrorRecord;
}

/** The log line about an error that the caller does not get, or not in full. */
export interface FaultLine {
  /** The name that the caller got, or the option that failed: `mapError`, `headers`, `onFault` ... */
  readonly faultwire: string;
  /** The request id that the caller has too. */
  readonly requestId: string;
  /** The record of a batch that failed. */
  readonly item?: string | undefined;
  /** The error as plain JSON, whatever was thrown. */
  readonly error: ErrorRecord;
}

/** Writes a log line. If it throws, the line goes to `console.error` instead. */
export type FaultLog = (line: FaultLine) => void;

/** Number of causes below each other that a log line follows. */
const DEPTH_LIMIT = 8;

/** Characters of a message: CloudWatch splits log records that are too long. */
const MESSAGE_LIMIT = 50_000;

/** Makes the JSON form of a thrown value and its causes. */
export function errorRecord(thrown: unknown, detailsOf: (fault: Fault) => unknown, depth = 0): ErrorRecord {
  const cause = read(thrown, "cause");
  const stack = readText(thrown, "stack") ?? "";
  const details = isFault(thrown) ? readDetails(thrown, detailsOf) : undefined;
  return {
    errorType: readText(thrown, "errorType") ?? readText(thrown, "name") ?? typeof thrown,
    errorMessage: (readText(thrown, "message") ?? toText(thrown)).slice(0, MESSAGE_LIMIT),
    stack: stack === "" ? [] : cutStack(stack).split("\n"),
    ...(details !== undefined && { details }),
    ...(cause !== undefined && depth < DEPTH_LIMIT && { cause: errorRecord(cause, detailsOf, depth + 1) }),
  };
}

/** Details of a fault are JSON unless someone changed them; the rest of the line is written in any case. */
function readDetails(fault: Fault, detailsOf: (fault: Fault) => unknown): unknown {
  try {
    const details = detailsOf(fault);
    JSON.stringify(details);
    return details;
  } catch {
    return "not JSON";
  }
}
