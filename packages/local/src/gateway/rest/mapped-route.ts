import { checkMembers, checkObject } from "../../config/check.ts";
import { jsonProblem } from "../../lambda/json-check.ts";
import { invalidJson } from "../../lambda/service-error.ts";
import { findFunction } from "../integration.ts";
import { type CustomIntegration, METHOD_MEMBERS, type MockIntegration } from "../rest-route-config.ts";
import { integrationResponder, type MappedAnswer } from "./integration-response.ts";
import { lambdaAnswer } from "./lambda-answer.ts";
import { mockStatus } from "./mock-status.ts";
import { requestMapper } from "./request-template.ts";
import { invocationOf, invokeRoute, type RestRoute, type RoutePlace } from "./rest-route.ts";

const MAPPED: Record<keyof MockIntegration["mock"], true> = {
  template: true,
  passthroughBehavior: true,
  responses: true,
  methodResponses: true,
};
const CUSTOM: Record<keyof CustomIntegration, true> = { function: true, ...MAPPED, ...METHOD_MEMBERS };
const MOCK: Record<keyof MockIntegration, true> = { mock: true, ...METHOD_MEMBERS };
const NOTHING = Buffer.alloc(0);

/**
 * A custom integration: templates and mappings make the event and the response.
 *
 * @throws TypeError when its configuration is wrong.
 */
export function customRoute(place: RoutePlace, integration: CustomIntegration): RestRoute {
  const where = `api ${place.api}: ${place.route}`;
  checkMembers(where, integration, CUSTOM);
  const target = findFunction(place.api, place.service, integration.function);
  const respond = integrationResponder(where, integration);
  const map = requestMapper(where, integration);
  return async (call) => {
    const mapped = map(call);
    if ("type" in mapped) return mapped;
    const event = mapped.length === 0 ? Buffer.from("{}") : mapped;
    const problem = jsonProblem(event);
    if (problem !== undefined)
      return { type: "DEFAULT_4XX", message: String(invalidJson(problem).body.message) };
    const answer = await invokeRoute(target, invocationOf(event, call, place), place.timeoutMs);
    return "type" in answer ? answer : respond(lambdaAnswer(answer), call);
  };
}

/**
 * A mock integration: templates and mappings make the response, and no function is called.
 *
 * @throws TypeError when its configuration is wrong.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 */
export function mockRoute({ api, route }: RoutePlace, integration: MockIntegration): RestRoute {
  const where = `api ${api}: ${route}`;
  checkMembers(where, integration, MOCK);
  const { mock } = integration;
  checkObject(`${where}: mock`, mock);
  checkMembers(`${where}: mock`, mock, MAPPED);
  const respond = integrationResponder(`${where}: mock`, mock);
  const map = requestMapper(`${where}: mock`, mock);
  return async (call) => {
    const mapped = map(call);
    if ("type" in mapped) return mapped;
    const status = mockStatus(mapped.toString("utf8"));
    // "Unable to parse statusCode. It should be an integer that is defined in the request template."
    return status === undefined ? { type: "API_CONFIGURATION_ERROR" } : respond(mockAnswer(status), call);
  };
}

function mockAnswer(status: number): MappedAnswer {
  return { body: NOTHING, selector: String(status), parameters: () => ({ body: undefined, headers: {} }) };
}
