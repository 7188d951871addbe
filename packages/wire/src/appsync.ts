import { asString, isJsonObject, type JsonObject, parseJson } from "./json.ts";
import { requestIdIn } from "./request-id.ts";
import type { WireError } from "./wire-error.ts";

/**
 * Reads an error of AppSync: the first of a GraphQL response's `errors`, `ctx.error` inside a resolver, or the first
 * failed item of a BatchInvoke. What a function throws arrives as `Lambda:Unhandled` with its message and nothing else.
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
  if (Array.isArray(errors) && "data" in value) return errors.find(isJsonObject);
  return "unhandledErrorType" in value ? value : undefined;
}

function isFailedItem(item: unknown): item is JsonObject {
  return isJsonObject(item) && "data" in item && typeof item.errorMessage === "string";
}
