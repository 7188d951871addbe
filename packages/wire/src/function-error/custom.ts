import { fitDetails } from "../dropped-details.ts";
import { decodeMembers, encodeMembers } from "../fault-members.ts";
import { asString, fits, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData, WireError } from "../wire-error.ts";
import { ownClassName } from "./class-name.ts";

/** The place where an error was thrown, as API Gateway's documentation shows it. */
export interface CustomTrace {
  readonly function: string;
  readonly line: number;
  readonly file: string;
}

/** The longest custom message in characters, escaped as in a payload. */
const CUSTOM_LIMIT = 16_384 + 4096;
/** Members of the custom error object itself; any others are details of somebody who wrote it by hand. */
const OWN_MEMBERS = [
  ...["errorType", "message", "httpStatus", "requestId", "trace", "details", "kept", "retryAfter", "status"],
];
/** The type of an error that was thrown as a text. */
const THROWN_TEXT = "string";

/**
 * Writes a fault as the custom error object of API Gateway's documentation: one line of JSON to be thrown as
 * `errorMessage`, for `selectionPattern` and header mappings of a REST API's custom integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function encodeCustom(fault: FaultData, requestId: string, trace?: CustomTrace): string {
  const { errorType, message, details } = fault;
  return fitDetails(
    details,
    (encoded) => {
      const { status: httpStatus, retryable: _, ...members } = encodeMembers(fault, encoded);
      const head = { errorType, httpStatus, requestId, message: encodeMessage(message) };
      // DEL is escaped: the runtime rewrites it.
      return JSON.stringify({ ...head, ...members, trace }).replaceAll("\x7f", "\\u007f");
    },
    (text) => fits(text, CUSTOM_LIMIT),
  );
}

/**
 * Reads a custom error object out of a standard error's message; undefined without one, and where the
 * error has another name: a message that a user wrote must not make one error pass for another.
 */
export function decodeCustom(outer: WireError): WireError | undefined {
  if (!outer.message?.startsWith("{")) return undefined;
  const json = parseJson(outer.message);
  if (!isJsonObject(json) || typeof json.errorType !== "string") return undefined;
  if (!isNamedAlike(outer.errorType, json.errorType)) return undefined;
  return {
    ...outer,
    wire: "custom",
    errorType: json.errorType,
    message: asString(json.message) ?? outer.message,
    requestId: asString(json.requestId),
    // The outer error's own are those of the service that brought it.
    ...{ status: undefined, retryAfter: undefined },
    ...detailsOf(json),
    ...decodeMembers({ ...json, status: json.httpStatus }),
    members: json,
  };
}

/** Whether an error has the name of the object in its message, or none; other languages write the full name of a class. */
function isNamedAlike(outer: string | undefined, inner: string): boolean {
  return outer === undefined || outer === THROWN_TEXT || outer === inner || ownClassName(outer) === inner;
}

/** Written by hand, an object has its details beside its other members. */
function detailsOf(json: JsonObject): { readonly details?: unknown } {
  const others = Object.entries(json).filter(([name]) => !OWN_MEMBERS.includes(name));
  return others.length === 0 ? {} : { details: Object.fromEntries(others) };
}
