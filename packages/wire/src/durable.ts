import { asString, isJsonObject, parseJson } from "./json.ts";
import { encodeMessage } from "./message.ts";
import type { FaultData, WireError } from "./wire-error.ts";

/** The error of a durable execution. */
export interface ErrorObject {
  readonly ErrorMessage: string;
  readonly ErrorType: string;
  /** Machine-readable data, as text: a documented place for details. */
  readonly ErrorData?: string;
  readonly StackTrace?: readonly string[];
}

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

/** Reads the error of a durable execution; `ErrorData` is the details, as JSON if it is JSON. */
export function decodeErrorObject(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || !("ErrorMessage" in value || "ErrorType" in value)) return undefined;
  const data = asString(value.ErrorData);
  const { StackTrace } = value;
  return {
    wire: "durable",
    payload: value,
    errorType: asString(value.ErrorType),
    message: asString(value.ErrorMessage),
    ...(data !== undefined && { details: parseJson(data) ?? data }),
    ...(Array.isArray(StackTrace) && { remoteStack: StackTrace.map(String) }),
  };
}
