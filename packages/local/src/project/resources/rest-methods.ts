import type { TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { takeIntegration } from "./integration.ts";
import { guarded, guardsOf } from "./method-guards.ts";
import { declaredResponses, describedResponses } from "./method-responses.ts";
import { operationsOf } from "./open-api.ts";
import { securityOf } from "./open-api-security.ts";
import { Properties } from "./properties.ts";
import type { RestRoutes } from "./rest-target.ts";

/** A REST API, and what its methods may name. */
export interface RestApi {
  readonly project: Project;
  /** The authorizers that are taken, by name. */
  readonly authorizers: TemplateMembers;
}

/** Takes the methods of a REST API that are in its OpenAPI document. */
export function routesOfBody(body: Properties, { project, authorizers }: RestApi): RestRoutes {
  const routes: RestRoutes = {};
  for (const { method, path, properties } of operationsOf(body)) {
    if (!properties.has("x-amazon-apigateway-integration")) {
      properties.gap("x-amazon-apigateway-integration", "the method has no integration");
      continue;
    }
    const integration = properties.part("x-amazon-apigateway-integration");
    const methodResponses = describedResponses(properties);
    const target = takeIntegration({ integration, form: "OpenAPI", methodResponses }, project);
    const guards = securityOf(properties, body, authorizers);
    properties.skip("parameters", "requestBody", "consumes", "produces", "responses");
    properties.finish(DESCRIPTIONS);
    if (target !== undefined) routes[`${method} ${path}`] = guarded(target, guards);
  }
  return routes;
}

const DESCRIPTIONS = ["deprecated", "description", "operationId", "summary", "tags"];
const METHOD = "AWS::ApiGateway::Method";

/** Takes the methods of a REST API that are resources of their own. */
export function routesOfMethods(api: string, { project, authorizers }: RestApi): RestRoutes {
  const routes: RestRoutes = {};
  for (const resource of project.scope.resources) {
    if (resource.type !== METHOD) continue;
    const properties = Properties.of(resource, project);
    if (properties.text("RestApiId") !== api) continue;
    const path = pathOf(properties.text("ResourceId") ?? "", project);
    const method = properties.text("HttpMethod") ?? "ANY";
    const guards = guardsOf(properties, project, authorizers);
    const target = properties.has("Integration")
      ? takeIntegration(
          {
            integration: properties.part("Integration"),
            form: "CloudFormation",
            methodResponses: declaredResponses(properties),
          },
          project,
        )
      : undefined;
    if (!properties.has("Integration")) properties.gap("Integration", "the method has no integration");
    properties.skip("MethodResponses");
    properties.finish(["OperationName"]);
    if (path === undefined) properties.gap("ResourceId", "its path is not in the template");
    else if (target !== undefined) routes[`${method} ${path}`] = guarded(target, guards);
  }
  return routes;
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
