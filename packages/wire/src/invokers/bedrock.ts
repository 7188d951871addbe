import { isStatus } from "../fault-members.ts";
import { asString, isJsonObject } from "../json.ts";
import type { WireError } from "../wire-error.ts";

/**
 * Reads a function's answer to an agent of Bedrock: its `responseState` is the type, `FAILURE` or `REPROMPT`.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html
 */
export function decodeBedrock(value: unknown): WireError | undefined {
  const response = isJsonObject(value) && "messageVersion" in value ? value.response : undefined;
  if (!isJsonObject(response)) return undefined;
  const state = isJsonObject(response.functionResponse) ? response.functionResponse : response;
  const { httpStatusCode: status } = response;
  // An answer to an action group of OpenAPI may have a status alone.
  if (typeof state.responseState !== "string" && !isStatus(status)) return undefined;
  const [content] = Object.values(isJsonObject(state.responseBody) ? state.responseBody : {});
  const message = isJsonObject(content) ? asString(content.body) : undefined;
  // The function answered.
  return {
    ...{ wire: "bedrock", payload: value, message, execution: "started" },
    errorType: asString(state.responseState),
    status: isStatus(status) ? status : undefined,
  };
}
