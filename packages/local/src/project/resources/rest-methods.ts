import type { Project } from "../project.ts";
import { type RestTarget, takeIntegration } from "./integration.ts";
import { operationsOf } from "./open-api.ts";
import { Properties } from "./properties.ts";

/** The routes of a REST API, by method and path. */
export type RestRoutes = Record<string, RestTarget>;

/** Takes the methods of a REST API that are in its OpenAPI document. */
export function routesOfBody(body: Properties, project: Project): RestRoutes {
  const routes: RestRoutes = {};
  for (const { method, path, properties } of operationsOf(body)) {
    if (!properties.has("x-amazon-apigateway-integration")) {
      properties.gap("x-amazon-apigateway-integration", "the method has no integration");
      continue;
    }
    const integration = properties.part("x-amazon-apigateway-integration");
    const target = takeIntegration(integration, "OpenAPI", project);
    if (target !== undefined) routes[`${method} ${path}`] = target;
  }
  return routes;
}

const METHOD = "AWS::ApiGateway::Method";

/** Takes the methods of a REST API that are resources of their own. */
export function routesOfMethods(api: string, project: Project): RestRoutes {
  const routes: RestRoutes = {};
  for (const resource of project.scope.resources) {
    if (resource.type !== METHOD) continue;
    const properties = Properties.of(resource, project);
    if (properties.text("RestApiId") !== api) continue;
    const path = pathOf(properties.text("ResourceId") ?? "", project);
    const method = properties.text("HttpMethod") ?? "ANY";
    checkAuthorization(properties);
    const target = properties.has("Integration")
      ? takeIntegration(properties.part("Integration"), "CloudFormation", project)
      : undefined;
    if (!properties.has("Integration")) properties.gap("Integration", "the method has no integration");
    properties.skip("MethodResponses");
    properties.finish(["OperationName", "RequestModels", "RequestParameters"]);
    if (path === undefined) properties.gap("ResourceId", "its path is not in the template");
    else if (target !== undefined) routes[`${method} ${path}`] = target;
  }
  return routes;
}

function checkAuthorization(properties: Properties): void {
  const type = properties.text("AuthorizationType") ?? "NONE";
  if (type !== "NONE")
    properties.gap("AuthorizationType", "local lets every request of this method in", "different");
  if (properties.flag("ApiKeyRequired"))
    properties.gap("ApiKeyRequired", "local has no API keys: every request is let in", "different");
}

/** The path of a resource of API Gateway: its own part after those of its parents. */
function pathOf(id: string, project: Project): string | undefined {
  const [, below] = /^[^/]+\/root(\/.*)?$/.exec(id) ?? [];
  if (id.includes("/root")) return below ?? "/";
  const resource = project.scope.find(id);
  if (resource?.type !== "AWS::ApiGateway::Resource") return undefined;
  const properties = Properties.of(resource, project);
  const parent = pathOf(properties.text("ParentId") ?? "", project);
  return parent === undefined ? undefined : `${parent === "/" ? "" : parent}/${properties.text("PathPart")}`;
}
