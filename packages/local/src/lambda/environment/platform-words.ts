import { errorLines, exited, type PlatformError, responseTooLarge, timedOut } from "./platform-error.ts";
import { endLines, initReportLine, type Report, type ReportStatus, startLine } from "./report-lines.ts";
import type { ProcessExit } from "./sandbox.ts";

/** The texts of the platform about an invocation: errors for its caller, and lines in the log. */
export interface PlatformWords {
  /** `timeout` is in seconds. */
  timedOut(requestId: string, timeout: number): PlatformError;
  exited(requestId: string, exit: ProcessExit): PlatformError;
  responseTooLarge(): PlatformError;
  /** Writes the lines about an error of the platform. */
  errorLines(error: PlatformError): string;
  startLine(requestId: string, version: string): string;
  endLines(report: Report): string;
  initReportLine(durationMs: number, phase: "init" | "invoke", status: ReportStatus): string;
}

/** The texts of Lambda's default compute, and of log format `Text`. */
export const DEFAULT_WORDS: PlatformWords = {
  timedOut,
  exited,
  responseTooLarge,
  errorLines,
  startLine,
  endLines,
  initReportLine,
};
