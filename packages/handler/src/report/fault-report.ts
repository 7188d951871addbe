import { type ReportSettings, report } from "./report.ts";

/** One error that a wrapped handler answered, for logs, metrics and traces. */
export interface FaultReport {
  /** The name that the caller got. */
  readonly errorType: string;
  /** The HTTP status that it stands for; 500 for an undeclared error, on wires that carry no status too. */
  readonly status: number;
  /**
   * What the handler threw, untouched: for the function's own eyes. Its details have not been redacted, and a hook that
   * prints them prints what is in them.
   */
  readonly thrown: unknown;
  /** Whether the caller got the thrown fault itself: nothing was concealed. */
  readonly isDeclared: boolean;
  /** Whether the runtime sees the error, logs it and counts it as one; not so where it is returned as a response. */
  readonly isThrown: boolean;
  /** The request id that the caller has too. */
  readonly requestId: string;
  /** The record that failed, as the batch's answer calls it; in a batch only. */
  readonly item?: string;
}

/** Hears of every error that is answered. What it throws is logged, and changes nothing; its promise is awaited. */
export type OnFault = (report: FaultReport) => unknown;

/** Tells hooks of an error, one after the other: what one throws keeps nothing from the next. Never throws. */
export async function tell(
  onFault: OnFault | readonly OnFault[] | undefined,
  told: FaultReport,
  settings: ReportSettings,
): Promise<void> {
  for (const hook of [onFault ?? []].flat()) {
    try {
      await hook(told);
    } catch (failure) {
      report(failure, told.requestId, "onFault", settings);
    }
  }
}
