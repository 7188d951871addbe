import { isJsonObject, type JsonObject } from "../json.ts";

/** Members that only an error of GraphQL has beside its message. */
const OF_GRAPHQL = ["locations", "path", "errorType", "extensions"];

/**
 * Finds the first error of a GraphQL response, or of a list of errors. A response in which nothing was resolved may
 * have no `data`: the error itself has to look like one of GraphQL then.
 *
 * @see https://spec.graphql.org/October2021/#sec-Errors
 */
export function graphqlError(response: unknown): JsonObject | undefined {
  if (Array.isArray(response)) return response.find(isOfGraphql);
  if (!isJsonObject(response) || !Array.isArray(response.errors)) return undefined;
  const isPlain = "data" in response;
  return response.errors.find((error) => isJsonObject(error) && (isPlain || isOfGraphql(error)));
}

/** Finds the error of a GraphQL response that may as well be a function's own result: only a sure one. */
export function sureGraphqlError(response: unknown): JsonObject | undefined {
  if (!isJsonObject(response) || !Array.isArray(response.errors)) return undefined;
  // Nothing was resolved: such errors may have a message alone.
  return response.data === null ? graphqlError(response) : response.errors.find(isOfGraphql);
}

function isOfGraphql(error: unknown): error is JsonObject {
  if (!isJsonObject(error)) return false;
  // A connection that is refused has a type alone.
  return typeof error.message === "string"
    ? OF_GRAPHQL.some((name) => error[name] !== undefined)
    : typeof error.errorType === "string";
}
