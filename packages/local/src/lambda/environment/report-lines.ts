import type { Trace } from "../../trace.ts";

/** The values of a REPORT line; times in milliseconds, memory in megabytes. */
export interface Report {
  readonly requestId: string;
  readonly trace: Trace;
  readonly durationMs: number;
  readonly memorySizeMb: number;
  readonly peakMemoryMb: number;
  readonly initDurationMs: number | undefined;
  readonly status: ReportStatus | undefined;
  /** Whether the function, or the platform in its place, has answered with an error. */
  readonly failed: boolean;
}

/**
 * The status of a failed invocation or initialisation in the platform's lines: a timeout, or an error's type.
 */
export type ReportStatus = "timeout" | { readonly errorType: string };

/** Writes the START line. */
export function startLine(requestId: string, version: string): string {
  return `START RequestId: ${requestId} Version: ${version}\n`;
}

/** Writes the END line and the REPORT line. */
export function endLines(report: Report): string {
  return `END RequestId: ${report.requestId}\n${reportLine(report)}`;
}

/** Fields in AWS's order; the tab at the end is there where no status is. A sampled trace has a line of its own. */
function reportLine(report: Report): string {
  const fields = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(report.durationMs)} ms`,
    `Memory Size: ${report.memorySizeMb} MB`,
    `Max Memory Used: ${report.peakMemoryMb} MB`,
  ];
  if (report.initDurationMs !== undefined)
    fields.push(`Init Duration: ${report.initDurationMs.toFixed(2)} ms`);
  fields.push(...statusFields(report.status));
  const line = `${fields.join("\t")}${report.status === undefined ? "\t" : ""}\n`;
  const { root, segment, isSampled } = report.trace;
  return isSampled ? `${line}XRAY TraceId: ${root}\tSegmentId: ${segment}\tSampled: true\t\n` : line;
}

/** The line of an initialisation that failed: in its own phase, or once more within an invocation. */
export function initReportLine(durationMs: number, phase: "init" | "invoke", status: ReportStatus): string {
  const fields = [`INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms`, `Phase: ${phase}`];
  return `${[...fields, ...statusFields(status)].join("\t")}\n`;
}

function statusFields(status: ReportStatus | undefined): readonly string[] {
  if (status === undefined) return [];
  return status === "timeout" ? ["Status: timeout"] : ["Status: error", `Error Type: ${status.errorType}`];
}
