import type { ApiService } from "../api-service.ts";
import type { ApiResponse } from "../http-message.ts";
import {
  type ApiInvocation,
  type IntegrationAnswer,
  type IntegrationResult,
  invokeForApi,
  isAnswer,
  type RouteTarget,
} from "../integration.ts";
import { OWN_FAILURES } from "../own-failures.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import type { RestCall } from "./rest-call.ts";

/** Answers a request of a route with a response, or with API Gateway's refusal. */
export type RestRoute = (call: RestCall) => Promise<ApiResponse | GatewayRefusal>;

/** A route of one REST API, and how long its integration may take. */
export interface RoutePlace {
  readonly api: string;
  readonly route: string;
  readonly service: ApiService;
  readonly timeoutMs: number;
}

/** The name in API Gateway's logs for a function that fails. */
export const FAILED: GatewayRefusal = { type: "INTEGRATION_FAILURE" };
const TIMED_OUT: GatewayRefusal = { type: "INTEGRATION_TIMEOUT" };
/** The failures of a REST API itself, by status. */
const FAILURES: ReadonlyMap<number, GatewayRefusal> = new Map([
  [429, { type: "THROTTLED" }],
  [500, { ...FAILED, status: 500 }],
  [502, FAILED],
  [504, TIMED_OUT],
]);

/** Makes the call of a route's function for a request. */
export function invocationOf(
  event: Buffer,
  { request }: RestCall,
  { api, route }: RoutePlace,
): ApiInvocation {
  return { event, request, api: { name: api, routeKey: route, statuses: OWN_FAILURES.rest } };
}

/** Invokes the function of a route. */
export async function invokeRoute(
  target: RouteTarget,
  invocation: ApiInvocation,
  timeoutMs: number,
): Promise<IntegrationAnswer | GatewayRefusal> {
  const integration = await invokeForApi(target, invocation, timeoutMs);
  return isAnswer(integration) ? integration : refusalOf(integration);
}

/** Makes the refusal of an invocation that did not end, or did not start. */
export function refusalOf(integration: Exclude<IntegrationResult, IntegrationAnswer>): GatewayRefusal {
  if (integration === "too late") return TIMED_OUT;
  if ("failsWith" in integration) return FAILURES.get(integration.failsWith) ?? FAILED;
  // A refused invocation arrives as 500: Lambda's guide, "Using AWS Lambda with Amazon API Gateway".
  return { ...FAILED, status: 500 };
}
