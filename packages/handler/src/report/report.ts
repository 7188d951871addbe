import type { Fault } from "@faultwire/catalog";
import { errorRecord, type FaultLog, type RecordRules } from "./fault-line.ts";
import { cutId } from "./line-room.ts";
import { noDetails, type Redact, redactDetails } from "./redact.ts";
import { writeLine } from "./write-line.ts";

/** The settings of a log line. */
export interface ReportSettings {
  /** Whether the runtime writes a line about the same fault too; undefined where there is no fault. */
  readonly isLoggedByRuntime?: boolean | undefined;
  /** The request id that the caller has too. */
  readonly requestId: string;
  /** The X-Ray trace id, where it is known. */
  readonly traceId?: string | undefined;
  /** The record of a batch that failed. */
  readonly item?: string | undefined;
  /** Makes details and own properties safe to show. Without it they are written as they are. */
  readonly redact?: Redact | undefined;
  /** Whether the line has the own properties of an error. @default true */
  readonly logProperties?: boolean | undefined;
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
  const { isLoggedByRuntime, requestId, traceId, item, log = writeLine } = settings;
  try {
    const line = {
      faultwire: cutId(sent),
      isLoggedByRuntime,
      requestId: cutId(requestId),
      traceId,
      item: cutId(item),
      error: errorRecord(thrown, recordRules(settings)),
    };
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

/** Makes the rules by which a log shows an error. */
export function recordRules(settings: ReportSettings): RecordRules {
  const { redact, logProperties = true } = settings;
  return {
    detailsOf: (fault) => visibleDetails(fault, settings),
    redactProperties:
      redact && ((properties, errorType) => redactOr(() => redact(properties, errorType), settings)),
    hasProperties: logProperties,
  };
}

/** Redacts the details of a fault; undefined if that fails, for then they may hold anything. */
export function visibleDetails(fault: Fault, settings: ReportSettings): unknown {
  const { redact } = settings;
  return redact === undefined ? fault.details : redactOr(() => redactDetails(fault, redact), settings);
}

function redactOr(run: () => unknown, settings: ReportSettings): unknown {
  try {
    return run();
  } catch (failure) {
    report(failure, "redact", { ...settings, redact: noDetails });
    return undefined;
  }
}
