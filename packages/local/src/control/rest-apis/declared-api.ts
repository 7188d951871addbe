import type { Account } from "../../config/account.ts";
import type { RestApiConfig } from "../../gateway/api-config.ts";
import type { GatewayResponseType } from "../../gateway/gateway-response-types.ts";
import type { MockIntegration } from "../../gateway/rest-route-config.ts";
import { integrationUri } from "./integration-uri.ts";
import { newId, nowInSeconds } from "./new-id.ts";
import type {
  GatewayResponseState,
  IntegrationResponseState,
  IntegrationState,
  MethodResponseState,
  MethodState,
  ResourceState,
  RestApiState,
} from "./rest-api-state.ts";

/** A route of local's options, of any kind; the members of kinds that it is not are undefined. */
type AnyRoute = Exclude<RestApiConfig["routes"][string], string>;
type MappedRoute = MockIntegration["mock"];
type Template = MappedRoute["template"];
/** Members that may be undefined, where those of the type may only be left out. */
type Loose<Type> = { readonly [Member in keyof Type]?: Type[Member] | undefined };

/** The stage of an API that names none: it has no part of the path. */
const UNNAMED_STAGE = "local";
const JSON_TYPE = "application/json";

/** Makes the state of a REST API of local's options, so that it can be read, changed and deployed again. */
export function declaredApi(name: string, config: RestApiConfig, account: Account): RestApiState {
  const { stage, ...unstaged } = config;
  const { type: _, routes, gatewayResponses = {}, binaryMediaTypes = [], ...further } = unstaged;
  const now = nowInSeconds();
  const deployment = { id: newId(6), createdDate: now, config: unstaged, withCredentials: new Set<string>() };
  const stageName = stage ?? UNNAMED_STAGE;
  const root: ResourceState = { id: newId(10), path: "/", methods: new Map() };
  const resources = new Map([[root.id, root]]);
  for (const [key, route] of Object.entries(routes)) {
    const [method = "", path = ""] = key.split(" ");
    const resource = resourceAt(resources, root, path);
    resource.methods.set(method, methodOf(method, route, { resource, account }));
  }
  return {
    id: name,
    name,
    description: undefined,
    createdDate: now,
    binaryMediaTypes,
    tags: {},
    rootResourceId: root.id,
    resources,
    gatewayResponses: gatewayResponseStates(gatewayResponses),
    deployments: new Map([[deployment.id, deployment]]),
    stages: new Map([
      [stageName, { stageName, deploymentId: deployment.id, createdDate: now, lastUpdatedDate: now }],
    ]),
    ownStage: stageName,
    further,
  };
}

/** Finds the resource of a path, and makes it and those above it where they are not there. */
function resourceAt(resources: Map<string, ResourceState>, root: ResourceState, path: string): ResourceState {
  let at = root;
  for (const pathPart of path.split("/").filter((part) => part !== "")) {
    const parent = at;
    const wanted = `${parent.path === "/" ? "" : parent.path}/${pathPart}`;
    const known = [...resources.values()].find((each) => each.path === wanted);
    at = known ?? { id: newId(6), parentId: parent.id, pathPart, path: wanted, methods: new Map() };
    resources.set(at.id, at);
  }
  return at;
}

interface MethodPlace {
  readonly resource: ResourceState;
  readonly account: Account;
}

function methodOf(httpMethod: string, route: string | AnyRoute, place: MethodPlace): MethodState {
  const common = { httpMethod, authorizationType: "NONE", apiKeyRequired: false };
  if (typeof route === "string") return methodOf(httpMethod, { function: route }, place);
  if ("mock" in route) {
    const { mock, ...further } = route;
    const { methodResponses, rest } = mappedOf(mock);
    return { ...common, methodResponses, methodIntegration: integrationOf("MOCK", rest, place), further };
  }
  if (!("function" in route)) return { ...common, methodResponses: new Map(), further: { ...route } };
  const { function: name, ...others } = route;
  const uri = integrationUri(name, place.account);
  if (!("responses" in others)) {
    const { responseTransferMode, timeoutMs, ...further } = others;
    const settings = { uri, httpMethod: "POST", responseTransferMode, timeoutInMillis: timeoutMs };
    return {
      ...common,
      methodResponses: new Map(),
      methodIntegration: integrationOf("AWS_PROXY", settings, place),
      further,
    };
  }
  const { responses, template, passthroughBehavior, methodResponses: declared, ...further } = others;
  const mapped = mappedOf({ template, passthroughBehavior, methodResponses: declared, responses });
  return {
    ...common,
    methodResponses: mapped.methodResponses,
    methodIntegration: integrationOf("AWS", { ...mapped.rest, uri, httpMethod: "POST" }, place),
    further,
  };
}

function integrationOf(
  type: IntegrationState["type"],
  given: Loose<IntegrationState>,
  { resource }: MethodPlace,
): IntegrationState {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return {
    type,
    passthroughBehavior: "WHEN_NO_MATCH",
    timeoutInMillis: 29_000,
    cacheNamespace: resource.id,
    cacheKeyParameters: [],
    integrationResponses: new Map(),
    ...set,
  };
}

function mappedOf({ template, passthroughBehavior, responses = [], methodResponses }: Loose<MappedRoute>): {
  readonly methodResponses: Map<string, MethodResponseState>;
  readonly rest: Loose<IntegrationState>;
} {
  const declared =
    methodResponses ??
    responses.map(({ statusCode, headers = {} }) => ({ statusCode, headers: Object.keys(headers) }));
  return {
    methodResponses: new Map(
      declared.map((each) => {
        const { statusCode, headers = [] } = typeof each === "number" ? { statusCode: each } : each;
        const names = headers.map((name) => [`method.response.header.${name}`, false] as const);
        const state: MethodResponseState = {
          statusCode: String(statusCode),
          ...(names.length === 0 ? {} : { responseParameters: Object.fromEntries(names) }),
        };
        return [state.statusCode, state];
      }),
    ),
    rest: {
      requestTemplates: byType(template),
      passthroughBehavior,
      integrationResponses: new Map(responses.map((each) => [String(each.statusCode), responseState(each)])),
    },
  };
}

function responseState({
  statusCode,
  selectionPattern,
  headers,
  template,
}: MappedRoute["responses"][number]): IntegrationResponseState {
  const parameters = Object.entries(headers ?? {}).map(([name, source]) => [
    `method.response.header.${name}`,
    source,
  ]);
  const templates = byType(template);
  return {
    statusCode: String(statusCode),
    selectionPattern: selectionPattern ?? "",
    ...(parameters.length === 0 ? {} : { responseParameters: Object.fromEntries(parameters) }),
    ...(templates === undefined ? {} : { responseTemplates: templates }),
  };
}

function byType(template: Template): Readonly<Record<string, string>> | undefined {
  return typeof template === "string" ? { [JSON_TYPE]: template } : template;
}

function gatewayResponseStates(
  given: NonNullable<RestApiConfig["gatewayResponses"]>,
): Map<GatewayResponseType, GatewayResponseState> {
  return new Map(
    Object.entries(given).map(([type, { statusCode, headers = {}, template }]) => [
      // The cast: the keys have been checked.
      type as GatewayResponseType,
      {
        ...(statusCode === undefined ? {} : { statusCode: String(statusCode) }),
        responseParameters: Object.fromEntries(
          Object.entries(headers).map(([name, source]) => [`gatewayresponse.header.${name}`, source]),
        ),
        responseTemplates: template === undefined ? {} : { [JSON_TYPE]: template },
      },
    ]),
  );
}
