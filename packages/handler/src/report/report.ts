import type { Fault } from "@faultwire/catalog";
import { errorRecord, type FaultLine, type FaultLog } from "./fault-line.ts";
import { noDetails, type Redact, redactDetails } from "./redact.ts";

/** The settings of a log line. */
export interface ReportSettings {
  /** The request id that the caller has too. */
  readonly requestId: string;
  /** The record of a batch that failed. */
  readonly item?: string | undefined;
  /** Makes details safe to show. Without it they are written as they are. */
  readonly redact?: Redact | undefined;
  /** @default console.error */
  readonly log?: FaultLog | undefined;
}

/**
 * Writes one line about an error into the function's log, with everything that the caller does not get. It is found by
 * the request id, and in a batch by the record. Never throws.
 *
 * @param sent the name that the caller got, or the option that failed
 */
export function report(thrown: unknown, sent: string, settings: ReportSettings): void {
  const { requestId, item, log = writeLine } = settings;
  try {
    const detailsOf = (fault: Fault) => visibleDetails(fault, settings);
    const line = { faultwire: sent, requestId, item, error: errorRecord(thrown, detailsOf) };
    try {
      log(line);
    } catch {
      // The line matters more than the logger.
      writeLine(line);
    }
  } catch {
    // A log that cannot be written must not change the caller's answer.
  }
}

/** Redacts the details of a fault; undefined if that fails, for then they may hold anything. */
export function visibleDetails(fault: Fault, settings: ReportSettings): unknown {
  const { redact } = settings;
  if (redact === undefined) return fault.details;
  try {
    return redactDetails(fault, redact);
  } catch (failure) {
    report(failure, "redact", { ...settings, redact: noDetails });
    return undefined;
  }
}

function writeLine(line: FaultLine): void {
  // The runtime's JSON format keeps an object as it is; its text format would spread it over many lines.
  console.error(process.env.AWS_LAMBDA_LOG_FORMAT === "JSON" ? line : JSON.stringify(line));
}
