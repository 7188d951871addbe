import { type ReportSettings, report } from "./report.ts";

/** One error that a wrapped handler answered, for logs, metrics and traces. */
export interface FaultReport {
  /** The name that the caller got. */
  readonly errorType: string;
  /** The fault's HTTP status; 500 for an undeclared error. Set on wires that carry no status too. */
  readonly status: number;
  /**
   * The error that the handler threw or returned, unchanged; for a thrown class the error about it. Its details are not redacted: a hook that prints details
   * redacts them itself.
   */
  readonly thrown: unknown;
  /** Whether the caller got the declared fault itself, with nothing concealed. */
  readonly isDeclared: boolean;
  /** Whether the runtime gets the error, logs it and counts it; false if it is returned as a response. */
  readonly isThrown: boolean;
  /** The request id that the caller has too. */
  readonly requestId: string;
  /** The X-Ray trace id, the same in every function of a chain of calls; undefined outside of Lambda. */
  readonly traceId?: string | undefined;
  /** The identifier of the record that failed; in a batch only. */
  readonly item?: string;
}

/** A hook that is called with every error that is answered. Its promise is awaited; what it throws is only logged. */
export type OnFault = (report: FaultReport) => unknown;

/** Calls hooks one after the other; if one throws, the next is called all the same. Never throws. */
export async function notifyHooks(
  onFault: OnFault | readonly OnFault[] | undefined,
  fault: FaultReport,
  settings: ReportSettings,
): Promise<void> {
  for (const hook of [onFault ?? []].flat()) {
    try {
      await hook(fault);
    } catch (failure) {
      report(failure, "onFault", settings);
    }
  }
}
