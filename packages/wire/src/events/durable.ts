import { toTexts } from "../function-error/standard.ts";
import { asString, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData, WireError } from "../wire-error.ts";
import { type FoundErrorObject, findErrorObject } from "./durable-error.ts";
import { findInside } from "./envelope.ts";
import { decodeFaultDataText, encodeFaultDataText } from "./fault-data-text.ts";
import { splitMessage } from "./message-line.ts";
import { withCustom } from "./operation-error.ts";

/** The error of a durable execution. */
export interface ErrorObject {
  readonly ErrorMessage: string;
  readonly ErrorType: string;
  /** Machine-readable data, as text. */
  readonly ErrorData?: string;
  readonly StackTrace?: string[];
}

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
 * Reads the error of a durable execution: itself, or inside the answer of GetDurableExecution, an event of its history,
 * the whole history, of which the last failure counts, an event of its end, or the output of the function. `ErrorData`
 * that another writer made is the details, as JSON if it is JSON.
 */
export function decodeErrorObject(value: unknown): WireError | undefined {
  return findInside(value, (inner) => {
    const found = findErrorObject(inner);
    return found && { ...decode(found), payload: value };
  });
}

function decode({ error, isCertain }: FoundErrorObject): WireError {
  const { ErrorType = error.errorType, ErrorMessage = error.errorMessage, ErrorData, StackTrace } = error;
  const data = asString(ErrorData);
  const { message, line } = splitMessage(asString(ErrorMessage));
  const members = decodeFaultDataText(data) ?? line;
  return withCustom({
    wire: "durable",
    payload: error,
    errorType: asString(ErrorType),
    message,
    ...(data !== undefined && { details: parseJson(data) ?? data }),
    ...(members && { details: undefined, ...members }),
    ...(Array.isArray(StackTrace) && { remoteStack: toTexts(StackTrace) }),
    execution: isCertain ? "started" : "unknown",
  });
}
