import { isDelay, isStatus } from "./details-line.ts";
import { decodeDetails, dropDetails, type EncodedDetails, keepDetails } from "./dropped-details.ts";
import { asString, fits, isJsonObject, parseJson } from "./json.ts";
import { encodeMessage } from "./message.ts";
import type { FaultData, WireError } from "./wire-error.ts";

/** Where an error was thrown, as API Gateway's documentation shows it. */
export interface CustomTrace {
  readonly function: string;
  readonly line: number;
  readonly file: string;
}

/** The longest custom message in characters, as it stands escaped in a payload. */
const CUSTOM_LIMIT = 16_384 + 4096;
/** What the runtime calls an error that was thrown as a text, and what old runtimes left out. */
const UNNAMED = [undefined, "string"];

/**
 * Writes a fault as the custom error object of API Gateway's documentation: one line of JSON to be thrown as
 * `errorMessage`, for `selectionPattern` and header mappings of a REST API's custom integration.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function encodeCustom(fault: FaultData, requestId: string, trace?: CustomTrace): string {
  const whole = customWith(fault, requestId, keepDetails(fault.details), trace);
  if (fits(whole, CUSTOM_LIMIT)) return whole;
  return customWith(fault, requestId, dropDetails(fault.details), trace);
}

/**
 * Reads a custom error object out of a standard error's message; undefined where there is none, and where the
 * error has another name: a message that a user wrote must not make one error pass for another.
 */
export function decodeCustom(outer: WireError): WireError | undefined {
  if (!outer.message?.startsWith("{")) return undefined;
  const told = parseJson(outer.message);
  if (!isJsonObject(told) || typeof told.errorType !== "string") return undefined;
  if (!UNNAMED.includes(outer.errorType) && outer.errorType !== told.errorType) return undefined;
  return {
    ...outer,
    wire: "custom",
    errorType: told.errorType,
    message: asString(told.message) ?? outer.message,
    status: isStatus(told.httpStatus) ? told.httpStatus : undefined,
    retryAfter: isDelay(told.retryAfter) ? told.retryAfter : undefined,
    requestId: asString(told.requestId),
    ...decodeDetails(told),
  };
}

/** DEL is escaped: the runtime rewrites it. */
function customWith(
  fault: FaultData,
  requestId: string,
  details: EncodedDetails,
  trace?: CustomTrace,
): string {
  return JSON.stringify({
    errorType: fault.errorType,
    httpStatus: fault.status,
    requestId,
    message: encodeMessage(fault.message),
    ...details,
    retryAfter: fault.retryAfter,
    trace,
  }).replaceAll("\x7f", "\\u007f");
}
