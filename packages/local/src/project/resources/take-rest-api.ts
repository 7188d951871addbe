import type { GatewayResponseConfig, RestApiConfig } from "../../gateway/api-config.ts";
import { GATEWAY_RESPONSES } from "../../gateway/gateway-response-types.ts";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import type { Project } from "../project.ts";
import { apiKeysOf, modelsOf } from "./method-guards.ts";
import { schemesOf } from "./open-api-security.ts";
import { Properties } from "./properties.ts";
import { namedOrigins, takeSamCors } from "./rest-cors.ts";
import { routesOfBody, routesOfMethods } from "./rest-methods.ts";
import { restAuthorizers } from "./take-authorizers.ts";

const WITHOUT_EFFECT = [
  "ApiKeySourceType",
  "CloneFrom",
  "DisableExecuteApiEndpoint",
  "EndpointAccessMode",
  "EndpointConfiguration",
  "FailOnWarnings",
  "MinimumCompressionSize",
  "Mode",
  "Parameters",
  "Policy",
  "SecurityPolicy",
  "Tags",
];
/** TemplateMembers of an OpenAPI document that describe it. */
const DESCRIPTIONS = ["definitions", "info", "openapi", "produces", "schemes", "servers", "swagger", "tags"];

/** Takes a REST API with its methods, stage and gateway responses. */
export function takeRestApi(resource: StackResource, project: Project): void {
  const properties = Properties.of(resource, project);
  const body = properties.part("Body");
  const authorizers = { ...restAuthorizers(resource.id, project), ...schemesOf(body, project) };
  const api = { project, authorizers };
  const methods = { ...routesOfBody(body, api), ...routesOfMethods(resource.id, api) };
  const [models, apiKeys] = [modelsOf(resource.id, project), apiKeysOf(project)];
  const routes = { ...methods, ...takeSamCors(properties, methods) };
  const types = [
    ...properties.list("BinaryMediaTypes"),
    ...body.list("x-amazon-apigateway-binary-media-types"),
  ];
  const gatewayResponses = { ...responsesOfBody(body), ...responsesOfResources(resource.id, project) };
  const stage = stageOf(resource.id, project);
  body.skip(...DESCRIPTIONS);
  body.skip("components", "securityDefinitions");
  body.finish();
  properties.skip("Description", "Name");
  properties.finish(WITHOUT_EFFECT);
  if (Object.keys(methods).length === 0)
    return void properties.gap("", "no method of the API calls a function that runs here");
  const config: RestApiConfig = {
    type: "rest",
    routes,
    ...(stage === undefined ? {} : { stage }),
    ...(Object.keys(authorizers).length === 0 ? {} : { authorizers }),
    ...(Object.keys(models).length === 0 ? {} : { models }),
    ...(apiKeys.length === 0 ? {} : { apiKeys }),
    // SAM writes a slash as `~1`.
    ...(types.length === 0
      ? {}
      : { binaryMediaTypes: types.map((type) => String(type).replaceAll("~1", "/")) }),
    ...(Object.keys(gatewayResponses).length === 0 ? {} : { gatewayResponses }),
  };
  project.apis.set(resource.id, config);
  for (const origin of namedOrigins(routes)) project.origins.add(origin);
}

/** The stage that is deployed: the first, as an API has one stage here. */
function stageOf(api: string, project: Project): string | undefined {
  const [first, ...others] = project.scope.resources
    .filter(({ type }) => type === "AWS::ApiGateway::Stage" || type === "AWS::ApiGateway::Deployment")
    .map((resource) => Properties.of(resource, project))
    .filter((properties) => properties.text("RestApiId") === api && properties.has("StageName"));
  const stage = first?.text("StageName");
  if (first?.has("Variables")) first.gap("Variables", "local has no stage variables");
  for (const other of others)
    if (other.text("StageName") !== stage) other.gap("StageName", `an API has one stage here, ${stage}`);
  return stage;
}

type GatewayResponses = Record<string, GatewayResponseConfig>;

function responsesOfBody(body: Properties): GatewayResponses {
  const responses = body.part("x-amazon-apigateway-gateway-responses");
  return Object.fromEntries(
    responses.names.flatMap((type) => {
      const response = responses.part(type);
      return checkType(responses, type)
        ? [[type, responseOf(response, ["statusCode", "responseParameters", "responseTemplates"])]]
        : [];
    }),
  );
}

function responsesOfResources(api: string, project: Project): GatewayResponses {
  const responses: GatewayResponses = {};
  for (const resource of project.scope.resources) {
    if (resource.type !== "AWS::ApiGateway::GatewayResponse") continue;
    const properties = Properties.of(resource, project);
    const type = properties.text("ResponseType") ?? "";
    if (properties.text("RestApiId") !== api || !checkType(properties, type)) continue;
    responses[type] = responseOf(properties, ["StatusCode", "ResponseParameters", "ResponseTemplates"]);
  }
  return responses;
}

function checkType(owner: Properties, type: string): boolean {
  if (Object.hasOwn(GATEWAY_RESPONSES, type)) return true;
  owner.gap(type, `${type} is not a type of gateway responses`);
  return false;
}

const HEADER = "gatewayresponse.header.";

function responseOf(
  response: Properties,
  [status, parameters, templates]: readonly [string, string, string],
): GatewayResponseConfig {
  const given = response.part(parameters);
  const headers = given.names
    .filter((name) => name.startsWith(HEADER))
    .map((name) => [name.slice(HEADER.length), given.text(name) ?? ""]);
  given.finish();
  const bodies = response.part(templates);
  const template = bodies.text("application/json");
  bodies.finish();
  const statusCode = response.number(status);
  response.finish();
  return {
    ...(statusCode === undefined ? {} : { statusCode }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(template === undefined ? {} : { template }),
  };
}
