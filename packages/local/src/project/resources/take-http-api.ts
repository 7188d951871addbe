import type { HttpApiConfig } from "../../gateway/api-config.ts";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { takeCors } from "./cors.ts";
import { operationsOf } from "./open-api.ts";
import { Properties } from "./properties.ts";
import { httpAuthorizers } from "./take-authorizers.ts";
import { findFunction } from "./targets.ts";

const WITHOUT_EFFECT = [
  "ApiKeySelectionExpression",
  "CredentialsArn",
  "DisableExecuteApiEndpoint",
  "FailOnWarnings",
  "IpAddressType",
  "RouteSelectionExpression",
  "Tags",
  "Version",
];
const DESCRIPTIONS = ["components", "info", "openapi", "servers", "tags"];

/** A route, the function that it calls, and the format of its events. */
interface HttpRoute {
  readonly key: string;
  readonly target: HttpApiConfig["routes"][string];
  readonly format: string;
}

/** Takes an HTTP API with its routes and its stage. */
export function takeHttpApi(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  if ((properties.text("ProtocolType") ?? "HTTP") !== "HTTP")
    return void properties.gap("ProtocolType", "local has no WebSocket APIs");
  const body = properties.part("Body");
  const authorizers = httpAuthorizers(resource.id, project);
  const routes = [
    ...routesOfBody(body, project),
    ...quickCreated(properties, project),
    ...routesOfResources(resource.id, project, authorizers),
  ];
  const stage = stageOf(resource.id, project);
  const cors = takeCors(properties, "CorsConfiguration") ?? takeCors(body, "x-amazon-apigateway-cors");
  body.skip(...DESCRIPTIONS);
  body.finish();
  properties.skip("Description", "Name");
  properties.finish(WITHOUT_EFFECT);
  if (routes.length === 0)
    return void properties.gap("", "no route of the API calls a function that runs here");
  project.apis.set(resource.id, {
    ...configOf(routes, stage, properties),
    ...(cors === undefined ? {} : { cors }),
    ...(Object.keys(authorizers).length === 0 ? {} : { authorizers }),
  });
}

function configOf(routes: readonly HttpRoute[], stage: string | undefined, api: Properties): HttpApiConfig {
  const formats = new Set(routes.map(({ format }) => format));
  if (formats.size > 1)
    api.gap(
      "",
      "its routes have different payload format versions; local gives all events of an API one, 2.0",
      "different",
    );
  return {
    type: "http",
    routes: Object.fromEntries(routes.map(({ key, target }) => [key, target])),
    ...(formats.size === 1 && formats.has("1.0") ? { payloadFormatVersion: "1.0" } : {}),
    ...(stage === undefined || stage === "$default" ? {} : { stage }),
  };
}

function routesOfBody(body: Properties, project: Project): readonly HttpRoute[] {
  return operationsOf(body).flatMap(({ method, path, properties }) => {
    const integration = properties.part("x-amazon-apigateway-integration");
    if (properties.has("security"))
      properties.gap("security", "local lets every request of this route in", "different");
    properties.skip("x-amazon-apigateway-integration", "parameters", "requestBody", "responses");
    properties.finish(["deprecated", "description", "operationId", "summary", "tags"]);
    const key = path === "/$default" || path === "$default" ? "$default" : `${method} ${path}`;
    return routeOf(key, integration, { type: "type", uri: "uri", format: "payloadFormatVersion", project });
  });
}

/** An API may have its only integration in its own properties. */
function quickCreated(properties: Properties, project: Project): readonly HttpRoute[] {
  const target = properties.text("Target");
  const key = properties.text("RouteKey") ?? "$default";
  if (target === undefined) return [];
  const found = findFunction(project, target);
  if (!("why" in found)) return [{ key, target: found.name, format: "2.0" }];
  properties.gap("Target", found.why);
  return [];
}

function routesOfResources(
  api: string,
  project: Project,
  authorizers: TemplateMembers,
): readonly HttpRoute[] {
  return project.scope.resources.flatMap((resource) => {
    if (resource.type !== "AWS::ApiGatewayV2::Route") return [];
    const properties = Properties.of(resource, project);
    if (properties.text("ApiId") !== api) return [];
    const key = properties.text("RouteKey") ?? "$default";
    const integration = project.scope.find((properties.text("Target") ?? "").replace(/^integrations\//, ""));
    const guards = guardsOfRoute(properties, authorizers);
    properties.finish(["OperationName", "RouteResponseSelectionExpression"]);
    if (integration?.type === "AWS::ApiGatewayV2::Integration")
      return routeOf(key, Properties.of(integration, project), {
        type: "IntegrationType",
        uri: "IntegrationUri",
        format: "PayloadFormatVersion",
        project,
      }).map((route) =>
        Object.keys(guards).length === 0
          ? route
          : { ...route, target: { function: String(route.target), ...guards } },
      );
    properties.gap("Target", "its integration is not in the template");
    return [];
  });
}

type RouteGuards = Omit<Exclude<HttpApiConfig["routes"][string], string>, "function">;

function guardsOfRoute(route: Properties, authorizers: TemplateMembers): RouteGuards {
  const type = route.text("AuthorizationType") ?? "NONE";
  const authorizer = route.text("AuthorizerId");
  const scopes = route.list("AuthorizationScopes").map(String);
  if (type === "NONE") return {};
  if (type === "AWS_IAM") return { authorizationType: type };
  if (authorizer !== undefined && authorizer in authorizers)
    return { authorizer, ...(scopes.length === 0 ? {} : { authorizationScopes: scopes }) };
  route.gap("AuthorizationType", "its authorizer is not taken: every request is let in", "different");
  return {};
}

/** The words for an integration, and the project of its function. */
interface IntegrationForm {
  readonly type: string;
  readonly uri: string;
  readonly format: string;
  readonly project: Project;
}

function routeOf(key: string, integration: Properties, form: IntegrationForm): readonly HttpRoute[] {
  const type = (integration.text(form.type) ?? "").toUpperCase();
  const uri = integration.text(form.uri);
  const format = integration.text(form.format) ?? "2.0";
  integration.skip("ApiId", "Description", "IntegrationMethod", "httpMethod");
  integration.finish([
    "ConnectionType",
    "CredentialsArn",
    "connectionType",
    "credentials",
    "passthroughBehavior",
  ]);
  if (type !== "AWS_PROXY" || integration.has("IntegrationSubtype")) {
    integration.gap(
      form.type,
      `local's HTTP APIs call functions; it has no integration of type ${type || "none"}`,
    );
    return [];
  }
  const found = findFunction(form.project, uri);
  if ("why" in found) {
    integration.gap(form.uri, found.why);
    return [];
  }
  const target = found.qualifier === undefined ? found.name : `${found.name}:${found.qualifier}`;
  return [{ key, target, format }];
}

function stageOf(api: string, project: Project): string | undefined {
  const [first, ...others] = project.scope.resources
    .filter(({ type }) => type === "AWS::ApiGatewayV2::Stage")
    .map((resource) => Properties.of(resource, project))
    .filter((properties) => properties.text("ApiId") === api);
  const stage = first?.text("StageName");
  for (const name of ["StageVariables", "Variables"])
    if (first?.has(name)) first.gap(name, "local has no stage variables");
  for (const other of others) other.gap("StageName", `an API has one stage here, ${stage}`);
  return stage;
}
