import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import { requestIdIn } from "../request-id.ts";
import type { FaultData, WireError } from "../wire-error.ts";

/** What a function returns of a field that failed: the arguments of a resolver's `util.error`. */
export interface AppSyncError {
  readonly data: null;
  readonly errorMessage: string;
  readonly errorType: string;
  readonly errorInfo?: unknown;
}

/**
 * Writes a fault as the object that a resolver hands to `util.error(errorMessage, errorType, data, errorInfo)`: what a
 * function throws would lose its type.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html
 */
export function encodeAppSync(fault: Pick<FaultData, "errorType" | "message" | "details">): AppSyncError {
  const { errorType, message, details } = fault;
  return {
    data: null,
    errorMessage: encodeMessage(message),
    errorType,
    ...(details !== undefined && { errorInfo: details }),
  };
}

/**
 * Reads an error of AppSync: the first of a GraphQL response's `errors`, `ctx.error` inside a resolver, what a
 * function returned of a failed field, or the first failed item of a BatchInvoke. What a function throws arrives as
 * `Lambda:Unhandled` with its message and nothing else.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html
 */
export function decodeAppSync(value: unknown): WireError | undefined {
  const found = Array.isArray(value)
    ? value.find(isFailedItem)
    : isJsonObject(value)
      ? errorIn(value)
      : undefined;
  if (found === undefined) return undefined;
  const message = asString(found.message ?? found.errorMessage);
  // Some write the whole error into the message.
  const told = message?.startsWith("{") ? parseJson(message) : undefined;
  const inner = isJsonObject(told) && typeof told.errorMessage === "string" ? told : undefined;
  return {
    wire: "appsync",
    payload: value,
    errorType:
      asString(inner?.errorType) ??
      asString(found.unhandledErrorType) ??
      asString(found.errorType ?? found.type),
    message: asString(inner?.errorMessage) ?? message,
    ...(found.errorInfo !== null && found.errorInfo !== undefined && { details: found.errorInfo }),
    requestId: requestIdIn(message),
  };
}

function errorIn(value: JsonObject): JsonObject | undefined {
  const { errors } = value;
  // Where nothing was resolved, there may be no data.
  if (Array.isArray(errors)) return errors.find((error) => isJsonObject(error) && isOfResponse(error, value));
  return "unhandledErrorType" in value || isFailedItem(value) ? value : undefined;
}

function isOfResponse(error: JsonObject, response: JsonObject): boolean {
  return "data" in response || (typeof error.errorType === "string" && typeof error.message === "string");
}

function isFailedItem(item: unknown): item is JsonObject {
  return isJsonObject(item) && "data" in item && typeof item.errorMessage === "string";
}
