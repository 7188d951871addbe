import type { RestApiConfig } from "../../gateway/api-config.ts";
import { functionOfUri } from "./integration-uri.ts";
import { badRequest } from "./rest-api-errors.ts";
import type {
  IntegrationResponseState,
  MethodResponseState,
  MethodState,
  RestApiState,
} from "./rest-api-state.ts";

type Routes = RestApiConfig["routes"];
type Route = Routes[string];

/** Makes the configuration of an API's present state, for any stage. */
export function deployedConfig(api: RestApiState): RestApiConfig {
  const methods = methodsOf(api);
  if (methods.length === 0) badRequest("The REST API doesn't contain any methods");
  const routes: Routes = Object.fromEntries(methods.map(([key, method]) => [key, routeOf(method)]));
  const { binaryMediaTypes, gatewayResponses, further } = api;
  return {
    ...further,
    type: "rest",
    routes,
    binaryMediaTypes,
    gatewayResponses: Object.fromEntries(
      [...gatewayResponses].map(([type, state]) => [type, gatewayResponseOf(state)]),
    ),
  };
}

/** The routes whose integration calls its function with a role. */
export function routesWithCredentials(api: RestApiState): ReadonlySet<string> {
  const routes = methodsOf(api).filter(
    ([, { methodIntegration }]) => methodIntegration?.credentials !== undefined,
  );
  return new Set(routes.map(([key]) => key));
}

function methodsOf({
  resources,
}: RestApiState): readonly (readonly [routeKey: string, method: MethodState])[] {
  return [...resources.values()].flatMap(({ path, methods }) =>
    [...methods.values()].map((method) => [`${method.httpMethod} ${path}`, method] as const),
  );
}

function routeOf(method: MethodState): Route {
  const { methodIntegration: integration, further } = method;
  if (integration === undefined) {
    // The cast: a route of local's options that API Gateway itself answers.
    if ("gatewayResponse" in further) return further as unknown as Route;
    return badRequest("No integration defined for method");
  }
  const { type, uri, timeoutInMillis, responseTransferMode } = integration;
  if (type === "AWS_PROXY")
    return {
      ...further,
      function: functionOfUri(uri),
      ...(timeoutInMillis === 29_000 ? {} : { timeoutMs: timeoutInMillis }),
      ...(responseTransferMode === "STREAM" ? { responseTransferMode } : {}),
    };
  const mapped = {
    ...(integration.requestTemplates === undefined ? {} : { template: integration.requestTemplates }),
    // The cast: it was checked when it was put.
    passthroughBehavior: integration.passthroughBehavior as "WHEN_NO_MATCH",
    responses: [...integration.integrationResponses.values()].map(responseOf),
    methodResponses: [...method.methodResponses.values()].map(methodResponseOf),
  };
  return type === "MOCK"
    ? { ...further, mock: mapped }
    : { ...further, function: functionOfUri(uri), ...mapped };
}

function responseOf(state: IntegrationResponseState) {
  const { statusCode, selectionPattern, responseParameters = {}, responseTemplates = {} } = state;
  const templates = Object.entries(responseTemplates).filter(
    (each): each is [string, string] => each[1] !== null,
  );
  return {
    statusCode: Number(statusCode),
    ...(selectionPattern ? { selectionPattern } : {}),
    headers: withoutPrefix(responseParameters, "method.response.header."),
    ...(templates.length === 0 ? {} : { template: Object.fromEntries(templates) }),
  };
}

function methodResponseOf({ statusCode, responseParameters = {} }: MethodResponseState) {
  return {
    statusCode: Number(statusCode),
    headers: Object.keys(withoutPrefix(responseParameters, "method.response.header.")),
  };
}

function gatewayResponseOf({
  statusCode,
  responseParameters,
  responseTemplates,
}: {
  readonly statusCode?: string;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
}) {
  const { "application/json": template } = responseTemplates;
  return {
    ...(statusCode === undefined ? {} : { statusCode: Number(statusCode) }),
    headers: withoutPrefix(responseParameters, "gatewayresponse.header."),
    ...(template === undefined ? {} : { template }),
  };
}

function withoutPrefix<Value>(map: Readonly<Record<string, Value>>, prefix: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key.slice(prefix.length), value]));
}
