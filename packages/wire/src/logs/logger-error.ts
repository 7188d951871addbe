import { toTexts } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject } from "../json.ts";
import type { WireError } from "../wire-error.ts";
import { decodePythonTrace } from "./text-trace.ts";

/** Members in which loggers write an error that they were given: those of Powertools, Pino, Bunyan. */
const HOLDERS = ["error", "err", "exception"];
/** More causes than this are not read. */
const CAUSE_LIMIT = 32;

/**
 * Reads an error that a logger wrote beside the message of its record: an object with a name, a message and a stack,
 * or, as Powertools for Python has it, a name and a traceback. Returns undefined for any other record.
 *
 * @see https://docs.aws.amazon.com/powertools/python/latest/core/logger/#logging-exceptions
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/#appending-additional-data-to-a-single-log-item
 */
export function decodeLoggerError(record: JsonObject): WireError | undefined {
  const { exception_name: errorType, exception } = record;
  const trace =
    typeof errorType === "string" && typeof exception === "string" && decodePythonTrace(exception);
  if (trace) return { ...trace, errorType };
  const found = HOLDERS.map((name) => record[name]).find(isJsonObject);
  return found && decodeObject(found, 0);
}

function decodeObject(error: JsonObject, depth: number): WireError | undefined {
  const { name = error.type, message, cause, stack = error.stack_trace } = error;
  const frames: unknown = typeof stack === "string" ? stack.split(/[\r\n]/) : stack;
  if (typeof name !== "string" || typeof message !== "string" || !Array.isArray(frames)) return undefined;
  return {
    ...{ wire: "log", payload: error, errorType: asString(name), message, execution: "started" },
    remoteStack: toTexts(frames).filter((frame) => frame !== ""),
    ...(isJsonObject(cause) && depth < CAUSE_LIMIT && { cause: decodeObject(cause, depth + 1) }),
  };
}
