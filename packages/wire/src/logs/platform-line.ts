import { requestIdIn } from "../request-id.ts";
import type { WireError } from "../wire-error.ts";
import { decodeInvocationTrace } from "./invocation-trace.ts";

/** The platform's name of a time-out. */
export const TIMED_OUT = "Sandbox.Timedout";
/** Time-outs and exits of former years. Further in, a line quotes one. */
const OLD_LINE =
  /^(?:\d{4}-\d\d-\d\dT\S+[ \t]\S+[ \t])?Task timed out after [\d.]+ seconds$|^RequestId: \S+ Process exited/;
/** `RequestId: id Error: what happened`, and on a line of its own the type. */
const ERROR_LINE = /^(?:(RequestId: (\S+) Error: [^\n]*)|Unknown application error occurred)(?:\n([\w.]+))?$/;
/** The sum of an invocation, or of a start; of a time-out and of lack of memory the log has nothing else. */
const REPORT_LINE =
  /^(?:REPORT RequestId: (\S+)\t|INIT_REPORT |RESTORE_REPORT ).*\sStatus: (timeout|error|failure)(?:\tError Type: ([\w.]+))?/s;

/** An extension that failed: its line has a type then. */
const EXTENSION_LINE = /^EXTENSION\tName: [^\t]*\tState: \w[^\t]*(?:\t[^\t]*)*?\tError Type: ([\w.]+)$/;

/** Reads an error that the platform reports in a log's text format; returns undefined for any other line. */
export function decodePlatformLine(line: string): WireError | undefined {
  const message = line.trim();
  const found: WireError = { wire: "log", payload: line, message, reportedBy: "platform" };
  const report = REPORT_LINE.exec(message);
  if (report) {
    const [, requestId, status, type] = report;
    return {
      ...found,
      errorType: type ?? (status === "timeout" ? TIMED_OUT : undefined),
      requestId,
      traceId: decodeInvocationTrace(message)?.traceId,
    };
  }
  const extension = EXTENSION_LINE.exec(message);
  if (extension) return { ...found, errorType: extension[1] };
  const [isError, text = message, requestId, errorType] = ERROR_LINE.exec(message) ?? [];
  if (isError !== undefined) {
    const id = requestId === "''" ? undefined : requestId;
    return { ...found, errorType, message: text, requestId: id };
  }
  if (!OLD_LINE.test(message)) return undefined;
  const isTimeout = message.includes("Task timed out");
  return {
    ...found,
    errorType: isTimeout ? TIMED_OUT : "Runtime.ExitError",
    requestId: requestIdIn(message),
  };
}
