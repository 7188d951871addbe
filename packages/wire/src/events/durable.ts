import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData, WireError } from "../wire-error.ts";
import { decodeFaultDataText, encodeFaultDataText } from "./fault-data-text.ts";
import { splitMessage } from "./message-line.ts";

/** The error of a durable execution. */
export interface ErrorObject {
  readonly ErrorMessage: string;
  readonly ErrorType: string;
  /** Machine-readable data, as text. */
  readonly ErrorData?: string;
  readonly StackTrace?: string[];
}

/** Details, error, payload. */
const DEPTH_LIMIT = 3;

/**
 * Writes a fault as the error of a durable execution, of one of its operations, or of a callback. `ErrorData` repeats
 * the type beside the details: it is the one member that the SDK passes on from an operation to those around it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ErrorObject.html
 */
export function encodeErrorObject(
  fault: Partial<FaultData> & Pick<FaultData, "errorType" | "message">,
): ErrorObject {
  return {
    ErrorMessage: encodeMessage(fault.message),
    ErrorType: fault.errorType,
    ErrorData: encodeFaultDataText(fault),
  };
}

/**
 * Reads the error of a durable execution: itself, or inside the answer of GetDurableExecution, an event of the history,
 * or the function's result. `ErrorData` that another writer made is the details, as JSON if it is JSON.
 */
export function decodeErrorObject(value: unknown): WireError | undefined {
  const error = errorObjectIn(value);
  if (!error) return undefined;
  const { ErrorData, StackTrace } = error;
  const data = asString(ErrorData);
  const { message, line } = splitMessage(asString(error.ErrorMessage));
  const members = decodeFaultDataText(data) ?? line;
  return {
    wire: "durable",
    payload: value,
    errorType: asString(error.ErrorType),
    message,
    ...(data !== undefined && { details: parseJson(data) ?? data }),
    ...(members && { details: undefined, ...members }),
    ...(Array.isArray(StackTrace) && { remoteStack: StackTrace.map(String) }),
  };
}

/** An event of the history has the error in the details of its type, as a payload that may have been cut. */
function errorObjectIn(value: unknown, depth = 0): JsonObject | undefined {
  if (!isJsonObject(value) || depth > DEPTH_LIMIT) return undefined;
  if (typeof value.ErrorMessage === "string" || typeof value.ErrorType === "string") return value;
  const details = Object.keys(value).find((name) => name.endsWith("Details"));
  return errorObjectIn(value.Error ?? value.Payload ?? (details && value[details]), depth + 1);
}
