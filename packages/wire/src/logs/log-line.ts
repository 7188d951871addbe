import { decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";
import { decodePlatformLine, decodePlatformRecord } from "./platform-line.ts";
import { decodeTextTrace } from "./text-trace.ts";

/**
 * `2026-11-22T09:00:00.000Z<TAB>request id<TAB>ERROR<TAB>Invoke Error <TAB>{...}`: the text format of Node.js; up to
 * Node.js 22 with words of their own for what was not caught.
 */
const TEXT_LINE =
  /^\S+\t(\S+)\t(?:ERROR|WARN|INFO)\t(?:(?:Invoke Error|Init Error|Uncaught Exception|Unhandled Promise Rejection) \t)?(\{.*\})\s*$/s;
/** `2026/11/22 09:00:00 {...}`: Go writes the payload as it posts it. */
const GO_LINE = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (\{.*\})\s*$/s;

/**
 * Reads the error that a line of a function's log tells: the runtime's own line in the text and in the JSON format,
 * the line that the handler's wrapper writes of what callers are not told, and the platform's lines. Undefined for
 * any other line.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function decodeLogLine(line: string): WireError | undefined {
  const [, requestId, text = GO_LINE.exec(line)?.[1]] = TEXT_LINE.exec(line) ?? [];
  const json = text ?? line;
  const told = json.startsWith("{") ? parseJson(json) : undefined;
  if (isJsonObject(told)) return decodePlatformRecord(told, line) ?? decodeRecord(told, requestId, line);
  return decodePlatformLine(line) ?? decodeTextTrace(line);
}

function decodeRecord(told: JsonObject, requestId: string | undefined, line: string): WireError | undefined {
  // In the JSON format the message is the record, or the first error of what was logged stands beside it.
  const record = isJsonObject(told.message) ? told.message : told;
  const reported = isJsonObject(record.error) && "faultwire" in record ? record.error : record;
  if (typeof reported.errorType !== "string" || !("errorMessage" in reported)) return undefined;
  const { details } = reported;
  return {
    ...decodeStandardObject(reported),
    ...(details !== undefined && { details }),
    wire: "log",
    payload: line,
    requestId: asString(record.requestId) ?? asString(told.requestId) ?? requestId,
  };
}
