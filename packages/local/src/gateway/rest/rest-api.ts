import { checkMembers, checkObject, checkOneOf } from "../../config/check.ts";
import type { Functions } from "../../lambda/functions.ts";
import { OverriddenTwice } from "../../templates/scope.ts";
import { continueTrace, TRACE_HEADER } from "../../trace.ts";
import type { RefusedRoute, RestApiConfig } from "../api-config.ts";
import { extendedId } from "../events.ts";
import { GATEWAY_RESPONSES, type GatewayResponseType } from "../gateway-response-types.ts";
import { type ApiRequest, type ApiResponse, headerOf } from "../http-message.ts";
import { type ApiHandler, findFunction } from "../integration.ts";
import { Routes } from "../routes.ts";
import { type GatewayRefusal, gatewayResponses } from "./gateway-response.ts";
import type { RestCall } from "./rest-call.ts";
import { customRoute, proxyRoute, type RestRoute, type RoutePlace } from "./rest-route.ts";
import { contextOf, newOverride } from "./template-context.ts";

const MEMBERS: Record<keyof RestApiConfig, true> = {
  type: true,
  routes: true,
  gatewayResponses: true,
  binaryMediaTypes: true,
  timeoutMs: true,
};
const REFUSED: Record<keyof RefusedRoute, true> = { gatewayResponse: true };
const TIMEOUT_MS = 29_000;
/** Gateway responses that were captured with a trace id, as every response of an integration has one. */
const TRACED: readonly GatewayResponseType[] = ["BAD_REQUEST_BODY", "INTEGRATION_TIMEOUT"];
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * A REST API with proxy and custom integrations.
 *
 * @throws TypeError naming the route, the member and what to do.
 */
export function restApi(name: string, config: RestApiConfig, functions: Functions): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  checkObject(`api ${name}: routes`, config.routes);
  const respond = gatewayResponses(name, config);
  const targets = Object.keys(config.routes).map((route) => [
    route,
    routeOf({ api: name, route, functions }, config),
  ]);
  const routes = new Routes<RestRoute>(name, Object.fromEntries(targets));
  return async (request) => {
    const match = routes.find(request.method, request.path);
    const { resource = request.path, pathParameters = {} } = match ?? {};
    const override = newOverride();
    const call = { request, resource, pathParameters, override };
    const context = contextOf({ request, resource, apiId: name, override });
    const outcome =
      request.body.length > MAX_BODY_BYTES
        ? ({ type: "REQUEST_TOO_LARGE" } as const)
        : await run(match?.target ?? notFound, { ...call, context });
    if (!("type" in outcome)) return identified(outcome, request, true);
    return identified(respond(outcome, { ...call, context }), request, TRACED.includes(outcome.type));
  };
}

function routeOf(place: Omit<RoutePlace, "timeoutMs">, config: RestApiConfig): RestRoute {
  const { routes, timeoutMs = TIMEOUT_MS } = config;
  const { api, route, functions } = place;
  const { [route]: integration = "" } = routes;
  if (typeof integration === "string") {
    return proxyRoute({ ...place, timeoutMs }, findFunction(api, functions, integration), config);
  }
  const where = `api ${api}: ${route}`;
  checkObject(where, integration);
  if ("function" in integration) return customRoute({ ...place, timeoutMs }, integration);
  checkMembers(where, integration, REFUSED);
  const { gatewayResponse: type } = integration;
  checkOneOf(`${where}: gatewayResponse`, type, Object.keys(GATEWAY_RESPONSES));
  return async () => ({ type });
}

/** A member that was overridden twice is an error of API Gateway's, by its documentation. */
async function run(route: RestRoute, call: RestCall): Promise<ApiResponse | GatewayRefusal> {
  try {
    return await route(call);
  } catch (failure) {
    if (failure instanceof OverriddenTwice) return { type: "API_CONFIGURATION_ERROR" };
    throw failure;
  }
}

/** REST APIs answer unknown routes like this, and not with a 404. */
const notFound: RestRoute = async () => ({ type: "MISSING_AUTHENTICATION_TOKEN" });

function identified(response: ApiResponse, request: ApiRequest, isTraced: boolean): ApiResponse {
  const ids: [string, string][] = [
    ["x-amzn-RequestId", request.id],
    ["x-amz-apigw-id", extendedId(request)],
  ];
  const { root } = continueTrace(headerOf(request, TRACE_HEADER));
  if (isTraced) ids.push(["X-Amzn-Trace-Id", `Root=${root}`]);
  return { ...response, headers: [...response.headers, ...ids] };
}
