import { checkMembers } from "../../config/check.ts";
import { jsonProblem } from "../../lambda/json-check.ts";
import { invalidJson } from "../../lambda/service-error.ts";
import type { CustomIntegration, RestApiConfig } from "../api-config.ts";
import { outputOf } from "../function-output.ts";
import { type ApiResponse, headerOf } from "../http-message.ts";
import {
  type ApiInvocation,
  type ApiService,
  findFunction,
  type IntegrationAnswer,
  invokeForApi,
  type RouteTarget,
} from "../integration.ts";
import { OWN_FAILURES } from "../own-failures.ts";
import { matchesMediaType } from "../request-body.ts";
import { compileTemplate } from "./compile-template.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import { integrationResponder } from "./integration-response.ts";
import type { RestCall } from "./rest-call.ts";
import { restEvent } from "./rest-event.ts";
import { restResponse } from "./rest-response.ts";

const MEMBERS: Record<keyof CustomIntegration, true> = {
  function: true,
  template: true,
  responses: true,
  methodResponses: true,
};

/** Answers a request of a route with a response, or with API Gateway's refusal. */
export type RestRoute = (call: RestCall) => Promise<ApiResponse | GatewayRefusal>;

/** A route of one REST API, and how long its integration may take. */
export interface RoutePlace {
  readonly api: string;
  readonly route: string;
  readonly service: ApiService;
  readonly timeoutMs: number;
}

/** The limit for an event of Lambda, in bytes. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
/** The name in API Gateway's logs for a function that fails. */
const FAILED: GatewayRefusal = { type: "INTEGRATION_FAILURE" };
const TIMED_OUT: GatewayRefusal = { type: "INTEGRATION_TIMEOUT" };
/** The failures of a REST API itself, by status. */
const FAILURES: ReadonlyMap<number, GatewayRefusal> = new Map([
  [429, { type: "THROTTLED" }],
  [500, { ...FAILED, status: 500 }],
  [502, FAILED],
  [504, TIMED_OUT],
]);

/** A proxy integration: the request is the event, and the output the response. */
export function proxyRoute(
  place: RoutePlace,
  target: RouteTarget,
  { binaryMediaTypes = [] }: RestApiConfig,
): RestRoute {
  return async (call) => {
    const event = Buffer.from(JSON.stringify(restEvent(call, binaryMediaTypes)));
    if (event.length > MAX_EVENT_BYTES) return { type: "REQUEST_TOO_LARGE" };
    const answer = await invoke(target, { event, request: call.request }, place);
    if ("type" in answer) return answer;
    const returned = outputOf(answer);
    if (returned === undefined) return FAILED;
    // Not the type of the response: recorded on AWS, github.com/ministackorg/ministack/pull/767 (2026-06).
    const acceptsBinary = matchesMediaType(binaryMediaTypes, headerOf(call.request, "accept"));
    return restResponse(returned.output, acceptsBinary) ?? FAILED;
  };
}

/** A custom integration: templates and mappings make the event and the response. */
export function customRoute(place: RoutePlace, integration: CustomIntegration): RestRoute {
  const { api, route, service } = place;
  const where = `api ${api}: ${route}`;
  checkMembers(where, integration, MEMBERS);
  const target = findFunction(api, service, integration.function);
  const respond = integrationResponder(where, integration);
  const { template } = integration;
  const render = template === undefined ? undefined : compileTemplate(`${where}: template`, template);
  return async (call) => {
    const event = eventOf(call, render);
    const problem = jsonProblem(event);
    if (problem !== undefined) {
      return { type: "DEFAULT_4XX", message: String(invalidJson(problem).body.message) };
    }
    const answer = await invoke(target, { event, request: call.request }, place);
    return "type" in answer ? answer : respond(answer, call);
  };
}

/** The template is for JSON; a body of another media type passes as it is. */
function eventOf(call: RestCall, render: ReturnType<typeof compileTemplate> | undefined): Buffer {
  const { body } = call.request;
  const mediaType = headerOf(call.request, "content-type")?.split(";", 1)[0]?.trim() ?? "application/json";
  if (render !== undefined && mediaType === "application/json") {
    return Buffer.from(render({ ...call, body: body.toString("utf8") }));
  }
  return body.length === 0 ? Buffer.from("{}") : body;
}

async function invoke(
  target: RouteTarget,
  given: Pick<ApiInvocation, "event" | "request">,
  { api: name, route: routeKey, timeoutMs }: RoutePlace,
): Promise<IntegrationAnswer | GatewayRefusal> {
  const api = { name, routeKey, statuses: OWN_FAILURES.rest };
  const integration = await invokeForApi(target, { ...given, api }, timeoutMs);
  if (integration === "too late") return TIMED_OUT;
  if ("failsWith" in integration) return FAILURES.get(integration.failsWith) ?? FAILED;
  // A refused invocation arrives as 500: Lambda's guide, "Using AWS Lambda with Amazon API Gateway".
  return "status" in integration ? { ...FAILED, status: 500 } : integration;
}
