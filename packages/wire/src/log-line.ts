import { asString, isJsonObject, type JsonObject, parseJson } from "./json.ts";
import { requestIdIn } from "./request-id.ts";
import { decodeStandardObject } from "./standard.ts";
import type { WireError } from "./wire-error.ts";

/** `2026-11-22T09:00:00.000Z<TAB>request id<TAB>ERROR<TAB>Invoke Error <TAB>{...}`: the runtime's text format. */
const TEXT_LINE = /^\S+\t(\S+)\t(?:ERROR|WARN|INFO)\t(?:(?:Invoke|Init) Error \t)?(\{.*\})\s*$/s;
const PLATFORM_LINE = /Task timed out after [\d.]+ seconds|RequestId: \S+ (?:Error: |Process exited)/;

/**
 * Reads the error that a line of a function's log tells: the runtime's own line in the text and in the JSON format,
 * the line that the handler's wrapper writes of what callers are not told, and the platform's lines. Undefined for
 * any other line.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function decodeLogLine(line: string): WireError | undefined {
  const [, requestId, json = line] = TEXT_LINE.exec(line) ?? [];
  const told = json.startsWith("{") ? parseJson(json) : undefined;
  if (isJsonObject(told)) return decodeRecord(told, requestId, line);
  const message = line.trim();
  if (!PLATFORM_LINE.test(message)) return undefined;
  return { wire: "log", payload: line, message, requestId: requestIdIn(message) };
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
