import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { decodeTraceId } from "../trace-id.ts";
import type { WireError } from "../wire-error.ts";
import { decodeGatewayLine } from "./gateway-line.ts";
import { asRecorded, decodePrinted, decodeRecorded, isWrapperLine } from "./logged-error.ts";
import { decodeLoggerError } from "./logger-error.ts";
import { decodePlatformLine } from "./platform-line.ts";
import { decodeTelemetryEvent } from "./telemetry-event.ts";
import { decodeTextTrace } from "./text-trace.ts";

/**
 * `2026-11-22T09:00:00.000Z<TAB>request id<TAB>ERROR<TAB>text`: the columns of Node.js and of .NET, which has shorter
 * levels; Node.js 8 wrote no level. The id is the word `undefined` while Node.js loads.
 */
const COLUMNS =
  /^(?!\[)\S+\t(\S+)\t(?:(TRACE|DEBUG|INFO|WARN|ERROR|FATAL|trce|dbug|info|warn|fail|crit)\t)?(.*)$/s;
/** `request id<TAB>Invoke Error<TAB>{...}`: PHP, with the words of Node.js. */
const WORDS = /^([0-9a-f-]{36})\t(?:Invoke Error|Init Error)\s*\t(\{.*\})\s*$/s;
/** The words of Node.js before the JSON, up to Node.js 22 with other words for an error that was not caught. */
const BEFORE_JSON = /^(?:Invoke Error|Init Error|Uncaught Exception|Unhandled Promise Rejection)\s*\t/;
/** `2026/11/22 09:00:00 {...}`: Go writes the payload as it posts it. */
const GO_TIME = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (?=\{)/;
/** A sentence of Python or Ruby on a line of its own, before the record. */
const SENTENCE = /^(?:LAMBDA_WARNING: |Error raised from |Init error )[^\r\n]*[\r\n]+/;
/** Levels of lines that report no error of their own, however much they quote. */
const QUIET = /^(?:info|debug|trace|dbug|trce|verbose|notice)/i;
const NO_ID = /^(?:undefined|null|-|'')?$/;
/** Names that loggers have for the request id. */
const ID_NAMES = ["requestId", "AWSRequestId", "awsRequestId", "aws_request_id", "function_request_id"];
/** Names that loggers have for the trace id: ours, Powertools'. */
const TRACE_NAMES = ["traceId", "xray_trace_id", "xRayTraceId"];

/** The place of a record: its line, and the id in the columns before it. */
interface Place {
  readonly line: unknown;
  /** Undefined where the line has no columns. */
  readonly column?: string | undefined;
  readonly level?: string | undefined;
}

/**
 * Reads the error that a line of a function's log reports: the runtime's own line in the text and in the JSON format,
 * the line that the handler's wrapper writes of an error that callers do not learn of, the platform's lines, and those
 * of API Gateway's execution log. Returns undefined for any other line. A quoted error is not one of the line.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function decodeLogLine(line: string): WireError | undefined {
  const platform = decodePlatformLine(line);
  if (platform) return platform;
  const words = WORDS.exec(line);
  if (words) return decodeText(String(words[2]), { line, column: words[1] });
  const columns = COLUMNS.exec(line);
  if (columns) {
    const [, column, level, text] = columns;
    return decodeText(String(text).replace(BEFORE_JSON, ""), { line, column, level });
  }
  const text = line.replace(SENTENCE, "").replace(GO_TIME, "");
  return decodeGatewayLine(line) ?? decodeText(text, { line });
}

/** Reads an error off a record of a log that was parsed: of the Telemetry API or of a logger; or a list of them. */
export function decodeLogRecord(value: unknown): WireError | undefined {
  if (Array.isArray(value)) {
    for (const entry of value) {
      const found = isJsonObject(entry) ? decodeLogRecord(entry) : undefined;
      if (found) return { ...found, payload: value };
    }
    return undefined;
  }
  if (!isJsonObject(value)) return undefined;
  const isLogged = levelOf(value) !== undefined && ("message" in value || "msg" in value);
  const isEvent = typeof value.type === "string" && typeof value.time === "string" && "record" in value;
  return isLogged || isEvent || isWrapperLine(value) ? decodeObject(value, { line: value }) : undefined;
}

function decodeText(text: string, place: Place): WireError | undefined {
  const json = text.startsWith("{") ? parseJson(text) : undefined;
  if (isJsonObject(json)) return decodeObject(json, place);
  if (QUIET.test(String(place.level))) return undefined;
  const error = decodeTextTrace(text);
  const requestId = known(place.column) ?? error?.requestId;
  return error && { ...error, payload: place.line, requestId };
}

function decodeObject(json: JsonObject, place: Place): WireError | undefined {
  const { type, record, message } = json;
  // The platform writes the function's own lines into the same stream.
  if (type === "function" && typeof record === "string") return withPayload(decodeLogLine(record), place);
  if (type === "function" && isJsonObject(record)) return decodeObject(record, place);
  const event = decodeTelemetryEvent(json);
  if (event) return { ...event, payload: place.line };
  const level = place.level ?? levelOf(json);
  if (typeof message === "string" && /[\r\n][\t ]+at /.test(message) && !QUIET.test(String(level))) {
    const error =
      typeof json.errorType === "string" || isWrapperLine(json) ? undefined : decodeTextTrace(message);
    if (error) return { ...error, payload: place.line, requestId: idIn(json), traceId: traceIn(json) };
  }
  return decodeLogged(json, { ...place, level });
}

function decodeLogged(json: JsonObject, { line, column, level }: Place): WireError | undefined {
  // In the JSON format the message is the record, or the first error that was logged is beside it.
  const record = isJsonObject(json.message) ? json.message : json;
  const isWrapper = isWrapperLine(record);
  // A line at a quiet level quotes an error, unless the wrapper wrote it.
  if (QUIET.test(String(level)) && !isWrapper) return undefined;
  const reported = isWrapper ? asRecorded(record.error) : record;
  const isStandard = typeof reported.errorType === "string" && "errorMessage" in reported;
  // A logger's keys beside an error are not the error's.
  const isErrorAlone = column !== undefined || record !== json;
  const posted = isWrapper ? decodeRecorded(reported) : decodePrinted(reported, isErrorAlone);
  const error = isStandard ? posted : decodeLoggerError(record);
  // An error may have a member of this name, the id of another call: only who writes the record knows its own.
  const own = isWrapper || (column === undefined && record === json) ? record : {};
  const around = record === json ? {} : json;
  return (
    error && {
      ...error,
      ...{ wire: "log", payload: line, execution: "started" },
      requestId: known(column) ?? idIn(around) ?? idIn(own),
      traceId: traceIn(around) ?? traceIn(own),
    }
  );
}

/** The level of a record; Pino and Bunyan have numbers, of which 40 is a warning. */
function levelOf({ level, log_level = level }: JsonObject): string | undefined {
  return typeof log_level === "number" ? (log_level < 40 ? "info" : String(log_level)) : asString(log_level);
}

function withPayload(error: WireError | undefined, { line }: Place): WireError | undefined {
  return error && { ...error, payload: line };
}

function idIn(record: JsonObject): string | undefined {
  return ID_NAMES.map((name) => known(asString(record[name]))).find((id) => id !== undefined);
}

function traceIn(record: JsonObject): string | undefined {
  return TRACE_NAMES.map((name) => decodeTraceId(record[name])).find((id) => id !== undefined);
}

function known(id: string | undefined): string | undefined {
  return NO_ID.test(String(id)) ? undefined : id;
}
