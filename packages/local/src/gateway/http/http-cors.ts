import { Unproven } from "../../unproven.ts";
import { type CorsConfig, corsHeaders, isPreflight } from "../cors.ts";
import type { ApiRequest, ApiResponse } from "../http-message.ts";

/** Adds the headers of an HTTP API: "API Gateway ignores CORS headers returned from your backend integration." */
export function withCors(
  response: ApiResponse,
  cors: CorsConfig | undefined,
  request: ApiRequest,
): ApiResponse {
  if (cors === undefined) return response;
  const own = response.headers.filter(([name]) => !/^access-control-/i.test(name));
  return { ...response, headers: [...own, ...corsHeaders(cors, request)] };
}

/**
 * Makes the answer of an HTTP API to a preflight, which it gives where no route takes it:
 * aws/serverless-application-model#1603.
 *
 * @returns undefined for any other request, and without a configuration.
 * @throws Unproven for another OPTIONS request.
 */
export function preflight(cors: CorsConfig | undefined, request: ApiRequest): ApiResponse | undefined {
  if (cors === undefined || request.method !== "OPTIONS") return undefined;
  if (isPreflight(request)) return { status: 204, headers: corsHeaders(cors, request), body: "" };
  throw new Unproven(
    "an OPTIONS request without Origin and Access-Control-Request-Method, without a route for it, to an API with cors",
  );
}
