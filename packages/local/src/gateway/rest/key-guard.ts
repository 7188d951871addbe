import { checkOneOf, describe } from "../../config/check.ts";
import type { RestApiConfig } from "../api-config.ts";
import { headerOf } from "../http-message.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import { type MethodGuard, withContext } from "./method-guard.ts";

const FORBIDDEN: GatewayRefusal = { type: "INVALID_API_KEY" };

/**
 * Makes the guard of methods that need an API key.
 *
 * @throws TypeError naming the API, the member and what to do.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-setup-api-key-with-console.html
 */
export function keyGuard(api: string, { apiKeys = [], apiKeySource = "HEADER" }: RestApiConfig): MethodGuard {
  checkOneOf(`api ${api}: apiKeySource`, apiKeySource, ["HEADER", "AUTHORIZER"]);
  if (!Array.isArray(apiKeys) || !apiKeys.every((key) => typeof key === "string" && key.length > 0))
    throw new TypeError(`api ${api}: apiKeys is a list of texts; it is ${describe(apiKeys)}`);
  return async (call) => {
    const key = apiKeySource === "HEADER" ? headerOf(call.request, "x-api-key") : call.usageIdentifierKey;
    if (key === undefined || !apiKeys.includes(key)) return FORBIDDEN;
    const apiKeyId = `key${apiKeys.indexOf(key) + 1}`;
    return withContext(call, { identity: { ...call.requestContext.identity, apiKey: key, apiKeyId } });
  };
}
