import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData, WireError } from "../wire-error.ts";
import { decodeCustom } from "./custom.ts";
import { decodeDetailsLine, encodeDetailsLine, isDetailsLine } from "./details-line.ts";

/** The members of an error that the runtime posts as a fault, all strings. */
export interface StandardError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

/** Causes may nest in causes; deeper ones are left out. */
const CAUSE_LIMIT = 32;

/**
 * Writes a declared fault for the runtime, which posts `{ errorType, errorMessage, trace }` of it: the details
 * line is the second entry of `trace`, before the frames, so that a cut `Cause` in Step Functions keeps it.
 *
 * @param frames the lines of the stack below its header, each after a line break; empty without frames
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
 */
export function encodeStandard(fault: FaultData, catalog: string, frames: string): StandardError {
  const message = encodeMessage(fault.message);
  const stack = `${stackHeader(fault.errorType, message)}\n${encodeDetailsLine(fault, catalog)}${frames}`;
  return { name: fault.errorType, message, stack };
}

/** Reads the payload of a function error, of any runtime. Never throws. */
export function decodeStandard(text: string): WireError {
  const payload = parseJson(text);
  return isJsonObject(payload) ? decodeStandardObject(payload) : { wire: "standard", payload: text };
}

/**
 * Whether an error object is a fault as a wrapped handler throws it, with its details line. No other wire has such an
 * object, so nothing else needs to be looked for.
 */
export function isStandardFault({ errorType, errorMessage, trace }: JsonObject): boolean {
  if (!Array.isArray(trace) || !isDetailsLine(trace[1])) return false;
  return trace[0] === stackHeader(asString(errorType), asString(errorMessage));
}

/** Reads an error object that was parsed already. */
export function decodeStandardObject(payload: JsonObject): WireError {
  return decodeError(payload, 0);
}

function decodeError(payload: JsonObject, depth: number): WireError {
  const errorType = asString(payload.errorType);
  const message = asString(payload.errorMessage);
  const remoteStack = entries(payload);
  // .NET has several of an aggregate, of which the first is its cause.
  const [first] = Array.isArray(payload.causes) ? payload.causes : [];
  // Node.js up to 22 posts what a promise was rejected with beside its own error.
  const rejected = errorType === "Runtime.UnhandledPromiseRejection" ? payload.reason : undefined;
  const cause = payload.cause ?? first ?? rejected;
  const line = decodeTrace(errorType, message, remoteStack);
  const error: WireError = {
    wire: "standard",
    payload,
    errorType,
    message,
    remoteStack,
    requestId: asString(payload.requestId),
    ...(isPosted(payload) && { execution: "started" }),
    ...line,
    ...(isJsonObject(cause) && depth < CAUSE_LIMIT && { cause: decodeError(cause, depth + 1) }),
  };
  const embedded = line ? undefined : decodeCustom(error);
  if (embedded === undefined) return error;
  return embedded.errorType === errorType ? embedded : { ...error, embedded };
}

/** Whether an object has the form in which runtimes post an error: another service may have a message, too. */
function isPosted({ errorType, errorMessage, ...others }: JsonObject): boolean {
  return (typeof errorType === "string" && typeof errorMessage === "string") || entries(others) !== undefined;
}

/** The line counts only right below a header that is the error's own: no user's text can be there. */
function decodeTrace(
  errorType: string | undefined,
  message: string | undefined,
  trace: readonly string[] | undefined,
): Partial<WireError> | undefined {
  return trace?.[0] === stackHeader(errorType, message) ? decodeDetailsLine(trace?.[1]) : undefined;
}

/** The first entry of a stack; V8 writes no colon for an empty message. */
export function stackHeader<Type extends string | undefined>(
  errorType: Type,
  message: string | undefined,
): Type | string {
  return message ? `${errorType}: ${message}` : errorType;
}

function entries({ stackTrace, trace, stack }: JsonObject): readonly string[] | undefined {
  const found = [stackTrace, trace, stack].find(Array.isArray);
  return found && toTexts(found);
}

/** Makes each entry of a stack a text. */
export function toTexts(entries: readonly unknown[]): readonly string[] {
  // Mostly they are texts, and many.
  return entries.every(isText) ? entries : entries.map(toText);
}

function isText(entry: unknown): entry is string {
  return typeof entry === "string";
}

function toText(entry: unknown): string {
  if (isText(entry)) return entry;
  try {
    return JSON.stringify(entry) ?? String(entry);
  } catch {
    // Nested too deep to be written.
    return Object.prototype.toString.call(entry);
  }
}
