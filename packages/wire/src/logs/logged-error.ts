import { decodeDetails } from "../dropped-details.ts";
import { decodeStandardObject } from "../function-error/standard.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { WireError } from "../wire-error.ts";

/** More causes than this are not read. */
const CAUSE_LIMIT = 32;

/** Whether a record is a line that the handler's wrapper writes, itself or through a logger. */
export function isWrapperLine(record: JsonObject): record is JsonObject & { readonly error: JsonObject } {
  return typeof record.faultwire === "string" && isJsonObject(record.error);
}

/** Reads an error as the runtime prints it: its own members are beside the type. */
export function decodePrinted(printed: JsonObject, isErrorAlone: boolean): WireError {
  const { errorType, errorMessage, stack, stackTrace, cause, details, ...members } = printed;
  return {
    ...decodeStandardObject(printed),
    // The stack has a note of details that were too large for the caller; here they are whole.
    ...(details !== undefined && { details, dropped: undefined }),
    ...(isErrorAlone && withMembers(members)),
  };
}

/** Reads an error of a wrapper's line. Its own properties, and those of its causes, are the members. */
export function decodeRecorded(record: JsonObject, depth = 0): WireError {
  const { errorType, errorMessage, stack, details, kept, cause, ...members } = record;
  return {
    ...decodeStandardObject({ errorType, errorMessage, stack }),
    ...decodeDetails(record),
    ...withMembers(members),
    ...(isJsonObject(cause) &&
      depth < CAUSE_LIMIT && { cause: decodeRecorded(asRecorded(cause), depth + 1) }),
  };
}

/** Makes the wrapper's form of an error that the Logger of Powertools formatted. */
export function asRecorded(error: JsonObject): JsonObject {
  const { name, message, location, stack, ...others } = error;
  if (error.errorType !== undefined || typeof message !== "string") return error;
  const lines = typeof stack === "string" ? stack.split("\n") : stack;
  return { ...others, errorType: name, errorMessage: message, stack: lines };
}

function withMembers(members: JsonObject): Pick<WireError, "members"> | undefined {
  return Object.keys(members).length === 0 ? undefined : { members };
}
