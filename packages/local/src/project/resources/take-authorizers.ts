import type { HttpApiConfig, RestApiConfig } from "../../gateway/api-config.ts";
import type { Draft, Project } from "../project.ts";
import { Properties } from "./properties.ts";
import { findFunction } from "./targets.ts";

type RestAuthorizers = Record<string, NonNullable<RestApiConfig["authorizers"]>[string]>;
type HttpAuthorizers = Record<string, NonNullable<HttpApiConfig["authorizers"]>[string]>;

/** Takes the Lambda authorizers of a REST API, by logical id. */
export function restAuthorizers(api: string, project: Project): RestAuthorizers {
  const authorizers: RestAuthorizers = {};
  for (const { id, properties } of authorizersOf(api, project, "AWS::ApiGateway::Authorizer")) {
    const type = properties.text("Type");
    const ttl = properties.number("AuthorizerResultTtlInSeconds");
    const identitySource = properties.text("IdentitySource");
    const identityValidationExpression = properties.text("IdentityValidationExpression");
    const target = functionOf(properties, project);
    properties.finish(["AuthType", "AuthorizerCredentials"]);
    if (type !== "TOKEN" && type !== "REQUEST") {
      properties.gap("Type", `local has no authorizers of type ${type}`);
      continue;
    }
    if (target === undefined) continue;
    const common = {
      function: target,
      ...(identitySource === undefined ? {} : { identitySource }),
      ...(ttl === undefined ? {} : { authorizerResultTtlInSeconds: ttl }),
    };
    authorizers[id] =
      type === "REQUEST"
        ? { type: "request", ...common }
        : {
            type: "token",
            ...common,
            ...(identityValidationExpression === undefined ? {} : { identityValidationExpression }),
          };
  }
  return authorizers;
}

/** Takes the Lambda and JWT authorizers of an HTTP API, by logical id. */
export function httpAuthorizers(api: string, project: Project): HttpAuthorizers {
  const authorizers: HttpAuthorizers = {};
  for (const { id, properties } of authorizersOf(api, project, "AWS::ApiGatewayV2::Authorizer")) {
    const authorizer =
      properties.text("AuthorizerType") === "JWT" ? jwtOf(properties) : requestOf(properties, project);
    properties.finish(["AuthorizerCredentialsArn"]);
    if (authorizer !== undefined) authorizers[id] = authorizer;
  }
  return authorizers;
}

type HttpAuthorizer = HttpAuthorizers[string];

function jwtOf(properties: Properties): HttpAuthorizer | undefined {
  const jwt = properties.part("JwtConfiguration");
  // SAM's names for them begin in lower case.
  const issuer = jwt.text("Issuer") ?? jwt.text("issuer");
  const audience = [...jwt.list("Audience"), ...jwt.list("audience")].map(String);
  const [identitySource] = properties.list("IdentitySource").map(String);
  if (issuer === undefined) {
    properties.gap("JwtConfiguration", "the issuer has no value here");
    return undefined;
  }
  return { type: "jwt", issuer, audience, ...(identitySource === undefined ? {} : { identitySource }) };
}

function requestOf(properties: Properties, project: Project): HttpAuthorizer | undefined {
  const sources = properties.list("IdentitySource").map(String);
  const format = properties.text("AuthorizerPayloadFormatVersion");
  const isSimple = properties.flag("EnableSimpleResponses");
  const ttl = properties.number("AuthorizerResultTtlInSeconds");
  const target = functionOf(properties, project);
  if (target === undefined) return undefined;
  const authorizer: Draft<Extract<HttpAuthorizer, { readonly type: "request" }>> = {
    type: "request",
    function: target,
  };
  if (sources.length > 0) authorizer.identitySource = sources.join(",");
  if (format === "1.0" || format === "2.0") authorizer.authorizerPayloadFormatVersion = format;
  if (isSimple !== undefined) authorizer.enableSimpleResponses = isSimple;
  if (ttl !== undefined) authorizer.authorizerResultTtlInSeconds = ttl;
  return authorizer;
}

function authorizersOf(api: string, project: Project, type: string) {
  const owner = type === "AWS::ApiGateway::Authorizer" ? "RestApiId" : "ApiId";
  return project.scope.resources
    .filter((resource) => resource.type === type)
    .map((resource) => ({ id: resource.id, properties: Properties.of(resource, project) }))
    .filter(({ properties }) => {
      properties.skip("Name");
      return properties.text(owner) === api;
    });
}

function functionOf(properties: Properties, project: Project): string | undefined {
  const found = findFunction(project, properties.get("AuthorizerUri"));
  if (!("why" in found))
    return found.qualifier === undefined ? found.name : `${found.name}:${found.qualifier}`;
  properties.gap("AuthorizerUri", found.why);
  return undefined;
}
