import { asString, isJsonObject, type JsonObject } from "../json.ts";
import { requestIdIn } from "../request-id.ts";
import type { WireError } from "../wire-error.ts";

const TIMED_OUT = "Sandbox.Timedout";
/** Time-outs and exits of former years. */
const OLD_LINE = /Task timed out after [\d.]+ seconds|RequestId: \S+ Process exited/;
/** `RequestId: id Error: what happened`, and on a line of its own the type. */
const ERROR_LINE = /^(RequestId: (\S+) Error: [^\n]*)(?:\n([\w.]+))?$/;
/** The sum of an invocation; of a time-out and of a want of memory it is all that the log tells. */
const REPORT_LINE = /^REPORT RequestId: (\S+)\t.*\sStatus: (?:timeout|error\tError Type: ([\w.]+))/s;

/** Reads what the platform says of an error in a log's text format; undefined for any other line. */
export function decodePlatformLine(line: string): WireError | undefined {
  const message = line.trim();
  const found: WireError = { wire: "log", payload: line, message };
  const [isReport, reportedId, reportedType = TIMED_OUT] = REPORT_LINE.exec(message) ?? [];
  if (isReport !== undefined) return { ...found, errorType: reportedType, requestId: reportedId };
  const [isError, text, requestId, errorType] = ERROR_LINE.exec(message) ?? [];
  if (isError !== undefined) return { ...found, errorType, message: text, requestId };
  return OLD_LINE.test(message) ? { ...found, requestId: requestIdIn(message) } : undefined;
}

/**
 * Reads the sum of an invocation in the JSON format, as REPORT is in the text format; undefined for any other record,
 * and for an invocation that ended well.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report
 */
export function decodePlatformRecord({ type, record }: JsonObject, line: string): WireError | undefined {
  if (type !== "platform.report" || !isJsonObject(record)) return undefined;
  const errorType = asString(record.errorType) ?? (record.status === "timeout" ? TIMED_OUT : undefined);
  if (errorType === undefined) return undefined;
  const message = `The invocation ended with the status ${record.status}`;
  return { wire: "log", payload: line, errorType, message, requestId: asString(record.requestId) };
}
