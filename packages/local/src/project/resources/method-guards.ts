import type { RestApiConfig } from "../../gateway/api-config.ts";
import type { RestMethod } from "../../gateway/rest-route-config.ts";
import { isMembers, membersOf, type TemplateMembers } from "../document/values.ts";
import type { Draft, Project } from "../project.ts";
import { Properties } from "./properties.ts";
import type { RestTarget } from "./rest-target.ts";

/** Takes the conditions of a method: who may call it, and what a request must have. */
export function guardsOf(method: Properties, project: Project, authorizers: TemplateMembers): RestMethod {
  const type = method.text("AuthorizationType") ?? "NONE";
  const authorizer = method.text("AuthorizerId");
  method.skip("AuthorizationScopes");
  const guards: Draft<RestMethod> = {};
  if (type === "AWS_IAM") guards.authorizationType = type;
  else if (type !== "NONE" && authorizer !== undefined && authorizer in authorizers)
    guards.authorizer = authorizer;
  else if (type !== "NONE")
    method.gap("AuthorizationType", "its authorizer is not taken: every request is let in", "different");
  if (method.flag("ApiKeyRequired")) guards.apiKeyRequired = true;
  return { ...guards, ...validationOf(method, project) };
}

function validationOf(method: Properties, project: Project): RestMethod {
  const validator = project.scope.find(method.text("RequestValidatorId") ?? "");
  const parameters = method.part("RequestParameters");
  const models = method.part("RequestModels");
  const required = parameters.names.map((name) => [name, parameters.flag(name) ?? false]);
  const named = models.names.map((type) => [type, models.text(type) ?? ""]);
  if (validator === undefined) return {};
  const properties = Properties.of(validator, project);
  properties.skip("Name", "RestApiId");
  const requestValidator = {
    validateRequestBody: properties.flag("ValidateRequestBody") ?? false,
    validateRequestParameters: properties.flag("ValidateRequestParameters") ?? false,
  };
  return {
    requestValidator,
    ...(required.length === 0 ? {} : { requestParameters: Object.fromEntries(required) }),
    ...(named.length === 0 ? {} : { requestModels: Object.fromEntries(named) }),
  };
}

/** Gives a target the conditions of its method. */
export function guarded(target: RestTarget, guards: RestMethod): RestTarget {
  if (Object.keys(guards).length === 0) return target;
  return typeof target === "string" ? { function: target, ...guards } : { ...target, ...guards };
}

/** Takes the models of a REST API, by the names that `Ref` gives them. */
export function modelsOf(api: string, project: Project): NonNullable<RestApiConfig["models"]> {
  const models: Record<string, object> = {};
  for (const resource of project.scope.resources) {
    if (resource.type !== "AWS::ApiGateway::Model") continue;
    const properties = Properties.of(resource, project);
    const schema = properties.get("Schema");
    if (properties.text("RestApiId") !== api) continue;
    const read = typeof schema === "string" ? parsed(schema) : schema;
    properties.skip("ContentType", "Description", "Name");
    properties.finish();
    if (isMembers(read)) models[project.scope.nameOf(resource)] = membersOf(read);
    else properties.gap("Schema", "it is not an object, nor one as JSON");
  }
  return models;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A gap for the caller.
    return undefined;
  }
}

/** Takes the API keys whose values the template has. */
export function apiKeysOf(project: Project): readonly string[] {
  return project.scope.resources.flatMap((resource) => {
    if (resource.type !== "AWS::ApiGateway::ApiKey") return [];
    const properties = Properties.of(resource, project);
    const value = properties.text("Value");
    if (value === undefined)
      properties.gap("Value", "AWS makes the key up; add one of your own to the API's apiKeys");
    return value === undefined || properties.flag("Enabled") === false ? [] : [value];
  });
}
