import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import { parseTemplate } from "../document/parse-document.ts";
import { membersOf, type TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { Properties } from "../resources/properties.ts";
import { expandAuthorizers } from "./expand-auth.ts";
import { makeResource, rewrite } from "./expansion.ts";

const WITHOUT_EFFECT = [
  "AccessLogSetting",
  "AccessLogSettings",
  "AlwaysDeploy",
  "CacheClusterEnabled",
  "CacheClusterSize",
  "CanarySetting",
  "DefaultRouteSettings",
  "Domain",
  "MergeDefinitions",
  "MethodSettings",
  "OpenApiVersion",
  "PropagateTags",
  "RouteSettings",
  "TracingEnabled",
];
const EXPANDED = [
  "Auth",
  "DefinitionBody",
  "DefinitionUri",
  "GatewayResponses",
  "StageName",
  "StageVariables",
  "Variables",
];

/** Makes the resources of CloudFormation that SAM makes of an API. */
export function expandApi(resource: StackResource, project: Project): readonly StackResource[] {
  const isRest = resource.type === "AWS::Serverless::Api";
  const properties = Properties.early(resource, project);
  for (const name of WITHOUT_EFFECT)
    if (properties.has(name)) properties.gap(name, "it has no effect on one machine", "none");
  const body = bodyOf(resource, properties, project);
  const api: StackResource = {
    ...resource,
    type: isRest ? "AWS::ApiGateway::RestApi" : "AWS::ApiGatewayV2::Api",
    properties: rewrite(
      resource.properties,
      { without: [...EXPANDED, ...WITHOUT_EFFECT], more: body === undefined ? {} : { Body: body } },
      project,
    ),
  };
  const stage = properties.text("StageName") ?? (isRest ? undefined : "$default");
  return [
    api,
    ...(stage === undefined ? [] : [stageOf(resource, stage, project)]),
    ...gatewayResponses(resource, project),
    ...expandAuthorizers(resource, project),
  ];
}

function stageOf(resource: StackResource, stage: string, project: Project): StackResource {
  const { StageVariables, Variables } = resource.properties;
  const variables = StageVariables ?? Variables;
  const properties = {
    StageName: stage,
    ...(variables === undefined ? {} : { Variables: variables }),
  };
  const id = `${resource.id}${stage.replace(/\W/g, "")}Stage`;
  const isRest = resource.type === "AWS::Serverless::Api";
  return makeResource(
    { resource, path: ["StageName"] },
    isRest
      ? { id, type: "AWS::ApiGateway::Stage", properties: { ...properties, RestApiId: resource.id } }
      : { id, type: "AWS::ApiGatewayV2::Stage", properties: { ...properties, ApiId: resource.id } },
    project,
  );
}

/** The OpenAPI document of an API, within the template or in a file beside it. */
function bodyOf({ properties: raw }: StackResource, properties: Properties, project: Project): unknown {
  const { DefinitionBody, DefinitionUri } = raw;
  if (DefinitionBody !== undefined || DefinitionUri === undefined) return DefinitionBody;
  const path = properties.get("DefinitionUri");
  const file = typeof path === "string" ? resolve(project.folder, path) : "";
  if (typeof path === "string" && existsSync(file))
    return parseTemplate(readFileSync(file, "utf8"), path, project.scope.positions);
  properties.gap("DefinitionUri", "it is not a file beside the template");
  return undefined;
}

/** SAM writes the headers of gateway responses in an object of their own. */
function gatewayResponses(resource: StackResource, project: Project): readonly StackResource[] {
  return Object.entries(membersOf(resource.properties.GatewayResponses)).map(([type, given]) => {
    const { ResponseParameters, ...rest } = membersOf(given);
    const { Headers } = membersOf(ResponseParameters);
    const parameters: TemplateMembers = Object.fromEntries(
      Object.entries(membersOf(Headers)).map(([name, value]) => [`gatewayresponse.header.${name}`, value]),
    );
    const properties = {
      ...rest,
      RestApiId: resource.id,
      ResponseType: type,
      ResponseParameters: parameters,
    };
    project.scope.positions.copy(membersOf(given), properties);
    return makeResource(
      { resource, path: ["GatewayResponses", type] },
      { id: `${resource.id}${type}`, type: "AWS::ApiGateway::GatewayResponse", properties },
      project,
    );
  });
}
