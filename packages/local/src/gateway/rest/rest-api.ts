import { checkMembers, checkObject, checkOneOf, describe } from "../../config/check.ts";
import { OverriddenTwice } from "../../templates/scope.ts";
import { answeredTrace, TRACE_HEADER } from "../../trace.ts";
import { LISTENER, type RestApiConfig } from "../api-config.ts";
import type { ApiService } from "../api-service.ts";
import { extendedId } from "../event-members.ts";
import { GATEWAY_RESPONSES, type GatewayResponseType } from "../gateway-response-types.ts";
import { type ApiRequest, type ApiResponse, headerOf } from "../http-message.ts";
import type { ApiHandler } from "../integration.ts";
import { MAX_HEAD_BYTES } from "../limits.ts";
import type { RefusedRoute } from "../rest-route-config.ts";
import { Routes } from "../routes.ts";
import { checkStage, pathAfterStage } from "../stage.ts";
import { type GatewayRefusal, gatewayResponses } from "./gateway-response.ts";
import { customRoute, mockRoute } from "./mapped-route.ts";
import { type Guarding, methodGuards } from "./method-guards.ts";
import { proxyRoute } from "./proxy-route.ts";
import { requestContextOf } from "./request-context.ts";
import type { RestCall } from "./rest-call.ts";
import { restRequest } from "./rest-request.ts";
import type { RestRoute, RoutePlace } from "./rest-route.ts";
import { contextOf, newOverride } from "./template-context.ts";

const MEMBERS: Record<keyof RestApiConfig, true> = {
  type: true,
  routes: true,
  authorizers: true,
  models: true,
  apiKeys: true,
  apiKeySource: true,
  gatewayResponses: true,
  binaryMediaTypes: true,
  stage: true,
  timeoutMs: true,
  ...LISTENER,
};
const REFUSED: Record<keyof RefusedRoute, true> = { gatewayResponse: true };
const TIMEOUT_MS = 29_000;
/** Gateway responses that were captured with a trace id, as every response of an integration has one. */
const TRACED: readonly GatewayResponseType[] = ["BAD_REQUEST_BODY", "INTEGRATION_TIMEOUT"];
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const JSON_TYPE = ["Content-Type", "application/json"] as const;
/** The answer to a path that begins with no stage of the API; no gateway response is its. */
const NO_STAGE: ApiResponse = {
  status: 403,
  headers: [JSON_TYPE, ["x-amzn-ErrorType", "ForbiddenException"]],
  body: '{"message":"Forbidden"}',
};
/** Public reports (2021, 2023) have the text and the status; that they belong together is not confirmed. */
const HEAD_TOO_LARGE: ApiResponse = {
  status: 431,
  headers: [["Content-Type", "text/plain"]],
  body: `HTTP header is larger than ${MAX_HEAD_BYTES} bytes.`,
};

/**
 * A REST API with proxy and custom integrations.
 *
 * @throws TypeError naming the route, the member and what to do.
 */
export function restApi(name: string, config: RestApiConfig, service: ApiService): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  checkObject(`api ${name}: routes`, config.routes);
  if (config.stage !== undefined) checkStage(name, config.stage);
  checkMediaTypes(name, config.binaryMediaTypes);
  const respond = gatewayResponses(name, config);
  const guarded = methodGuards(name, config, service);
  const targets = Object.keys(config.routes).map((route) => [
    route,
    routeOf({ api: name, route, service, guarded }, config),
  ]);
  const routes = new Routes<RestRoute>(name, Object.fromEntries(targets));
  const place = { apiId: name, account: service.functions.account, stage: config.stage };
  return async (received) => {
    if (received.headBytes > MAX_HEAD_BYTES) return identified(HEAD_TOO_LARGE, received, false);
    const sentPath = pathAfterStage(received, config.stage);
    if (sentPath === undefined) return identified(NO_STAGE, received, false);
    const request = restRequest(received, sentPath);
    // Slashes at the end are ignored: recorded of the parameter of `{proxy+}`.
    const match = routes.find(request.method, request.path.replace(/\/+$/, "") || "/");
    const { resource = request.path, pathParameters = {} } = match ?? {};
    const override = newOverride();
    const requestContext = requestContextOf({ request, resource, sentPath }, place);
    const context = contextOf(requestContext, override);
    const call = { request, resource, pathParameters, override, requestContext, context };
    const outcome =
      request.body.length > MAX_BODY_BYTES
        ? ({ type: "REQUEST_TOO_LARGE" } as const)
        : await run(match?.target ?? notFound, call);
    if (!("type" in outcome)) return identified(outcome, request, true);
    return identified(respond(outcome, call), request, TRACED.includes(outcome.type));
  };
}

function routeOf(
  { guarded, ...given }: Omit<RoutePlace, "timeoutMs"> & { readonly guarded: Guarding },
  config: RestApiConfig,
): RestRoute {
  const { routes, timeoutMs = TIMEOUT_MS } = config;
  const place = { ...given, timeoutMs };
  const { [place.route]: integration = "" } = routes;
  if (typeof integration === "string") return proxyRoute(place, { function: integration }, config);
  const where = `api ${place.api}: ${place.route}`;
  checkObject(where, integration);
  if ("mock" in integration) return guarded(where, integration, mockRoute(place, integration));
  if ("responses" in integration) return guarded(where, integration, customRoute(place, integration));
  if ("function" in integration) return guarded(where, integration, proxyRoute(place, integration, config));
  checkMembers(where, integration, REFUSED);
  const { gatewayResponse: type } = integration;
  checkOneOf(`${where}: gatewayResponse`, type, Object.keys(GATEWAY_RESPONSES));
  return async () => ({ type });
}

function checkMediaTypes(name: string, types: readonly string[] = []): void {
  const where = `api ${name}: binaryMediaTypes`;
  if (!Array.isArray(types)) throw new TypeError(`${where} is a list; it is ${describe(types)}`);
  const wrong = types.find((type) => typeof type !== "string" || !/^(?:\*|[^/\s;]+)\/[^/\s;]+$/.test(type));
  if (wrong === undefined) return;
  throw new TypeError(
    `${where} has media types such as "image/png", "image/*" or "*/*"; it has ${describe(wrong)}`,
  );
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
  if (isTraced) ids.push(["X-Amzn-Trace-Id", answeredTrace(headerOf(request, TRACE_HEADER))]);
  return { ...response, headers: [...response.headers, ...ids] };
}
