import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { requestIdIn } from "../request-id.ts";
import type { Execution, WireError } from "../wire-error.ts";
import { graphqlError, sureGraphqlError } from "./graphql-error.ts";

/** Types that AppSync gives an error that a function threw. */
const OF_FUNCTION = /^Lambda:(?:Unh|H)andled$/;
/** Types that AppSync uses for its own refusals and for other data sources. A declared fault can have none of them here. */
const OF_APPSYNC =
  /^(?:\w+:.*|Unauthorized(?:Exception)?|\w*LimitExceeded(?:Exception)?|\w*Validation(?:Error|Exception)|MappingTemplate|MalformedHttpRequestException|BadRequestException|ExecutionAborted|ExecutionTimeout|GraphQLSchemaException|UnsupportedOperation|InternalFailure(?:Exception)?)$/;

/** Reads one error of AppSync, as a GraphQL response, a resolver or a function has it. */
export function readAppSync(found: JsonObject, payload: unknown): WireError {
  const text = asString(found.message ?? found.errorMessage ?? found.error);
  // Some resolvers write the whole error into the message.
  const json = parseJson(String(text));
  const inner = isJsonObject(json) && typeof json.errorMessage === "string" ? json : undefined;
  const type = typeOf(found);
  return {
    wire: "appsync",
    payload,
    errorType: asString(inner?.errorType) ?? asString(found.unhandledErrorType) ?? type,
    message: asString(inner?.errorMessage) ?? text,
    details: found.errorInfo ?? undefined,
    requestId: requestIdIn(text),
    execution: inner ? "started" : executionOf(found, type, text),
  };
}

/** Reads the first error of a GraphQL response that is surely one; undefined for any other value. */
export function decodeGraphqlResponse(response: unknown): WireError | undefined {
  const error = sureGraphqlError(response) && graphqlError(response);
  return error && readAppSync(error, response);
}

/** Reads the errors that a client of GraphQL lists in its exception; returns undefined for any other list. */
export function decodeGraphqlErrors(errors: unknown): WireError | undefined {
  // Errors of the system may have a path, too.
  const isPlain = Array.isArray(errors) && !errors.some((error) => "stack" in Object(error));
  return isPlain ? decodeGraphqlResponse({ errors }) : undefined;
}

/** Whether a value is a function's answer to a field that failed; an empty place for an error is a success. */
export function isFailedItem(item: unknown): boolean {
  if (!isJsonObject(item) || !("data" in item)) return false;
  const { errorMessage, errorType } = item;
  return (
    typeof errorMessage === "string" &&
    (errorMessage !== "" || (typeof errorType === "string" && errorType !== ""))
  );
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
  if (isFailedItem(found)) return "started";
  const isOfFunction = typeof found.unhandledErrorType === "string" || OF_FUNCTION.test(String(type));
  if (isOfFunction) return "started";
  return OF_APPSYNC.test(String(type)) || text === undefined ? "unknown" : undefined;
}
