import { asString, isJsonObject, type JsonObject } from "../json.ts";
import { encodeMessage } from "../message.ts";
import type { FaultData, WireError } from "../wire-error.ts";
import { isFailedItem, readAppSync } from "./appsync-error.ts";
import { decodeEventText, failedEvent, isOfEvents } from "./appsync-events.ts";
import { graphqlError } from "./graphql-error.ts";

/** A failed field as a function returns it: the arguments of a resolver's `util.error`. */
export interface AppSyncError {
  readonly data: null;
  readonly errorMessage: string;
  readonly errorType: string;
  readonly errorInfo?: unknown;
}

/**
 * Writes a fault as the object that a resolver hands to `util.error(errorMessage, errorType, data, errorInfo)`: an
 * error that a function throws would lose its type.
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
 * Reads an error of AppSync: the first of a GraphQL response's `errors`, `ctx.error` inside a resolver, a failed field
 * as a function returned it, the first failed item of a BatchInvoke, and of AppSync Events an error message, the
 * response of a publish, or a function's answer. An error that a function throws arrives as `Lambda:Unhandled` with
 * its message and nothing else. `execution` is `started` only where the error shows that it is the function's.
 *
 * @see https://docs.aws.amazon.com/appsync/latest/devguide/tutorial-lambda-resolvers.html
 * @see https://docs.aws.amazon.com/appsync/latest/eventapi/event-api-websocket-protocol.html
 */
export function decodeAppSync(value: unknown): WireError | undefined {
  const found = Array.isArray(value) ? value.find(isFailedItem) : errorIn(value);
  const event = found ? undefined : failedEvent(value);
  const error = found ?? event;
  if (!isJsonObject(error)) return undefined;
  const read = readAppSync(error, value);
  // AppSync Events has one text for type and message.
  return event || (isJsonObject(value) && isOfEvents(value)) ? decodeEventText(read, error) : read;
}

function errorIn(value: unknown): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  // A message of a subscription has the response, or its errors, as its payload.
  const response = "payload" in value && typeof value.type === "string" ? value.payload : value;
  const listed = graphqlError(response);
  if (listed) return listed;
  if ("unhandledErrorType" in value || isFailedItem(value)) return value;
  // Each error that a Lambda data source brought has a type with this prefix.
  const isOfFunction = asString(value.type)?.startsWith("Lambda:") && typeof value.message === "string";
  return isOfFunction ? value : undefined;
}
