import { checkMembers, checkObject, checkOneOf } from "../../config/check.ts";
import { type HttpApiConfig, LISTENER } from "../api-config.ts";
import type { ApiService } from "../api-service.ts";
import { type CorsRules, checkCors } from "../cors.ts";
import { extendedId } from "../event-members.ts";
import { outputOf } from "../function-output.ts";
import type { ApiRequest, ApiResponse } from "../http-message.ts";
import {
  type ApiHandler,
  findFunction,
  type IntegrationResult,
  invokeForApi,
  type RouteTarget,
} from "../integration.ts";
import { MAX_HEAD_BYTES } from "../limits.ts";
import { OWN_FAILURES } from "../own-failures.ts";
import { type Match, Routes } from "../routes.ts";
import { checkStage, pathAfterStage } from "../stage.ts";
import { preflight, withCors } from "./http-cors.ts";
import { httpEvent, httpEventOne } from "./http-event.ts";
import type { HttpGuard } from "./http-guard.ts";
import { httpApiRequest } from "./http-request.ts";
import { httpApiMessage, httpResponse, httpResponseOne } from "./http-response.ts";
import { findHttpRoute } from "./http-route.ts";
import { routeGuards } from "./route-guards.ts";

const MEMBERS: Record<keyof HttpApiConfig, true> = {
  type: true,
  routes: true,
  authorizers: true,
  timeoutMs: true,
  payloadFormatVersion: true,
  stage: true,
  cors: true,
  ...LISTENER,
};
/** https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid.html */
const CORS_RULES: CorsRules = {
  leastMaxAge: -1,
  methods: ["GET", "PUT", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"],
  refusesOpenCredentials: true,
};
const TIMEOUT_MS = 30_000;
const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** The failures of an HTTP API, each with its message. */
const FAILURES: ReadonlyMap<number, string> = new Map([
  [429, "Too Many Requests"],
  [500, "Internal Server Error"],
  [503, "Service Unavailable"],
]);
const FORMATS = {
  "2.0": { eventOf: httpEvent, responseOf: httpResponse },
  "1.0": { eventOf: httpEventOne, responseOf: httpResponseOne },
};

/** The function of a route, and who may call it. */
interface GuardedTarget {
  readonly guard: HttpGuard | undefined;
  readonly target: RouteTarget;
}

/** An HTTP API. Its own errors carry no type; only its request id tells them from a function's. */
export function httpApi(name: string, config: HttpApiConfig, service: ApiService): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  checkObject(`api ${name}: routes`, config.routes);
  const { timeoutMs = TIMEOUT_MS, stage = "$default", payloadFormatVersion = "2.0", cors } = config;
  checkOneOf(`api ${name}: payloadFormatVersion`, payloadFormatVersion, Object.keys(FORMATS));
  if (config.stage !== undefined) checkStage(name, config.stage);
  if (cors !== undefined) checkCors(`api ${name}: cors`, cors, CORS_RULES);
  const place = { apiId: name, account: service.functions.account, stage };
  const guards = routeGuards(place, config, service);
  const targets = Object.entries(config.routes).map(([routeKey, given]): [string, GuardedTarget] => {
    const route = typeof given === "string" ? { function: given } : given;
    const guard = guards(routeKey, route);
    return [routeKey, { guard, target: findFunction(name, service, route.function) }];
  });
  const routes = new Routes(name, Object.fromEntries(targets));
  const { eventOf, responseOf } = FORMATS[payloadFormatVersion];
  const call = async (request: ApiRequest, { target: { guard, target }, ...route }: Match<GuardedTarget>) => {
    const received = { request: httpApiRequest(request), route };
    const subject = guard === undefined ? received : await guard(received);
    if ("status" in subject) return subject;
    const event = Buffer.from(JSON.stringify(eventOf(subject, place)));
    const api = { name, routeKey: route.routeKey, statuses: OWN_FAILURES.http };
    return respond(
      await invokeForApi(target, { event, request: subject.request, api }, timeoutMs),
      responseOf,
    );
  };
  const answer = async (request: ApiRequest) => {
    if (request.headBytes > MAX_HEAD_BYTES) return httpApiMessage(431, "Request Header Fields Too Large");
    if (request.body.length > MAX_BODY_BYTES) return httpApiMessage(413, "Request Entity Too Large");
    const path = pathAfterStage(request, config.stage);
    const match = path === undefined ? undefined : findHttpRoute(routes, request.method, path);
    if (match !== undefined) return withCors(await call(request, match), cors, request);
    return (path === undefined ? undefined : preflight(cors, request)) ?? httpApiMessage(404, "Not Found");
  };
  return async (request) => {
    const response = await answer(request);
    return { ...response, headers: [...response.headers, ["apigw-requestid", extendedId(request)]] };
  };
}

function respond(
  integration: IntegrationResult,
  responseOf: (output: unknown) => ApiResponse | undefined,
): ApiResponse {
  if (integration === "too late") return failure(503);
  if ("failsWith" in integration) return failure(integration.failsWith);
  const returned = "status" in integration ? undefined : outputOf(integration);
  return (returned && responseOf(returned.output)) ?? failure(500);
}

function failure(status: number): ApiResponse {
  return httpApiMessage(status, FAILURES.get(status) ?? "");
}
