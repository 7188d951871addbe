import { exited, reportedType, responseTooLarge } from "./platform-error.ts";
import type { PlatformWords } from "./platform-words.ts";
import type { ReportStatus } from "./report-lines.ts";

const INITIALIZATION_TYPE = "lambda-managed-instances";

/**
 * The texts of Managed Instances, whose logs are JSON. Source: aws-lambda-runtime-interface-emulator,
 * internal/lambda-managed-instances, invoke/utils.go, rapid/model and interop/events_api.go (2025-11).
 */
export const MANAGED_INSTANCES_WORDS: PlatformWords = {
  timedOut: (_, timeout) => ({
    errorType: "Sandbox.Timedout",
    errorMessage: `Task timed out after ${timeout.toFixed(2)} seconds`,
  }),
  exited: (requestId, exit) => ({ errorType: exited(requestId, exit).errorType }),
  responseTooLarge: () => ({ errorType: responseTooLarge().errorType }),
  errorLines: () => "",
  startLine: (requestId, version) => line("platform.start", { requestId, version }),
  endLines: ({ requestId, durationMs, status, failed }) =>
    line("platform.report", {
      requestId,
      ...statusMembers(status ?? (failed ? { errorType: reportedType(undefined) } : undefined)),
      metrics: { durationMs: rounded(durationMs) },
    }),
  initReportLine: (durationMs, phase, status) =>
    line("platform.initReport", {
      initializationType: INITIALIZATION_TYPE,
      metrics: { durationMs: rounded(durationMs) },
      phase,
      ...statusMembers(status),
    }),
};

function statusMembers(status: ReportStatus | undefined): Record<string, string> {
  if (status === undefined) return { status: "success" };
  return status === "timeout"
    ? { status, errorType: "Sandbox.Timedout" }
    : { status: "error", errorType: status.errorType };
}

function rounded(milliseconds: number): number {
  return Number(milliseconds.toFixed(3));
}

function line(type: string, record: object): string {
  return `${JSON.stringify({ time: new Date().toISOString(), type, record })}\n`;
}
