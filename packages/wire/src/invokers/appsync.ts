import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import { requestIdIn } from "../request-id.ts";
import type { Execution, FaultData, WireError } from "../wire-error.ts";
import { decodeEventText, failedEvent, isFailedEvent, isOfEvents } from "./appsync-events.ts";
import { graphqlError, sureGraphqlError } from "./graphql-error.ts";

/** A failed field as a function returns it: the arguments of a resolver's `util.error`. */
export interface AppSyncError {
  readonly data: null;
  readonly errorMessage: string;
  readonly errorType: string;
  readonly errorInfo?: unknown;
}

/** Types that AppSync gives an error that a function threw. */
const OF_FUNCTION = /^Lambda:(?:Unh|H)andled$/;
/** Types that AppSync uses for its own refusals and for other data sources. A declared fault can have none of them here. */
const OF_APPSYNC =
  /^(?:\w+:.*|Unauthorized(?:Exception)?|\w*LimitExceeded(?:Exception)?|\w*Validation(?:Error|Exception)|MappingTemplate|MalformedHttpRequestException|BadRequestException|ExecutionAborted|ExecutionTimeout|GraphQLSchemaException|UnsupportedOperation|InternalFailure(?:Exception)?)$/;

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
  const found = Array.isArray(value) ? (value.find(isFailedItem) ?? failedEvent(value)) : errorIn(value);
  if (!isJsonObject(found)) return undefined;
  const text = asString(found.message ?? found.errorMessage ?? found.error);
  // Some resolvers write the whole error into the message.
  const json = parseJson(String(text));
  const inner = isJsonObject(json) && typeof json.errorMessage === "string" ? json : undefined;
  const type = typeOf(found);
  const error: WireError = {
    wire: "appsync",
    payload: value,
    errorType: asString(inner?.errorType) ?? asString(found.unhandledErrorType) ?? type,
    message: asString(inner?.errorMessage) ?? text,
    details: found.errorInfo ?? undefined,
    requestId: requestIdIn(text),
    execution: inner ? "started" : executionOf(found, type, text),
  };
  // AppSync Events has one text for type and message.
  const isEvent = isText(found.error) || "identifier" in found || (isJsonObject(value) && isOfEvents(value));
  return isEvent ? decodeEventText(error) : error;
}

/** Reads the errors that a client of GraphQL lists in its exception; returns undefined for any other list. */
export function decodeGraphqlErrors(errors: unknown): WireError | undefined {
  // Errors of the system may have a path, too.
  const isPlain = Array.isArray(errors) && !errors.some((error) => "stack" in Object(error));
  return isPlain && sureGraphqlError({ errors }) ? decodeAppSync({ errors }) : undefined;
}

function errorIn(value: unknown): JsonObject | undefined {
  if (!isJsonObject(value)) return undefined;
  // A message of a subscription has the response, or its errors, as its payload.
  const response = "payload" in value && typeof value.type === "string" ? value.payload : value;
  const listed = graphqlError(response);
  if (listed) return listed;
  if ("unhandledErrorType" in value || isFailedItem(value)) return value;
  // Each error that a Lambda data source brought has a type with this prefix.
  if (asString(value.type)?.startsWith("Lambda:") && typeof value.message === "string") return value;
  return failedEvent(value);
}

function typeOf({ errorType, type, code, extensions }: JsonObject): string | undefined {
  const inExtensions = isJsonObject(extensions) ? (extensions.errorType ?? extensions.code) : undefined;
  return asString(errorType ?? type ?? inExtensions ?? code);
}

function executionOf(
  found: JsonObject,
  type: string | undefined,
  text: string | undefined,
): Execution | undefined {
  // A function returned it.
  if (isFailedItem(found) || isFailedEvent(found)) return "started";
  const isOfFunction = typeof found.unhandledErrorType === "string" || OF_FUNCTION.test(String(type));
  if (isOfFunction) return "started";
  return OF_APPSYNC.test(String(type)) || text === undefined ? "unknown" : undefined;
}

/** The answer of a function to one field; an empty place for an error is a success. */
function isFailedItem(item: unknown): boolean {
  if (!isJsonObject(item) || !("data" in item) || typeof item.errorMessage !== "string") return false;
  return isText(item.errorMessage) || isText(item.errorType);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
