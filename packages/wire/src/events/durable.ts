import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData, WireError } from "../wire-error.ts";

/** The error of a durable execution. */
export interface ErrorObject {
  readonly ErrorMessage: string;
  readonly ErrorType: string;
  /** Machine-readable data, as text: a documented place for details. */
  readonly ErrorData?: string;
  readonly StackTrace?: readonly string[];
}

/** Details, error, payload. */
const DEPTH_LIMIT = 3;

/**
 * Writes a fault as the error of a durable execution.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_ErrorObject.html
 */
export function encodeErrorObject(fault: Pick<FaultData, "errorType" | "message" | "details">): ErrorObject {
  const { details } = fault;
  return {
    ErrorMessage: encodeMessage(fault.message),
    ErrorType: fault.errorType,
    ...(details !== undefined && { ErrorData: JSON.stringify(details) }),
  };
}

/**
 * Reads the error of a durable execution: itself, or inside what GetDurableExecution tells of the execution, an event
 * of its history, or what the function returned. `ErrorData` is the details, as JSON if it is JSON.
 */
export function decodeErrorObject(value: unknown): WireError | undefined {
  const error = errorObjectIn(value);
  if (!error) return undefined;
  const { ErrorData, StackTrace } = error;
  const data = asString(ErrorData);
  return {
    wire: "durable",
    payload: value,
    errorType: asString(error.ErrorType),
    message: asString(error.ErrorMessage),
    ...(data !== undefined && { details: parseJson(data) ?? data }),
    ...(Array.isArray(StackTrace) && { remoteStack: StackTrace.map(String) }),
  };
}

/** An event of the history has the error in the details of its type, as a payload that may have been cut. */
function errorObjectIn(value: unknown, depth = 0): JsonObject | undefined {
  if (!isJsonObject(value) || depth > DEPTH_LIMIT) return undefined;
  if ("ErrorMessage" in value || "ErrorType" in value) return value;
  const details = Object.keys(value).find((name) => name.endsWith("Details"));
  return errorObjectIn(value.Error ?? value.Payload ?? (details && value[details]), depth + 1);
}
