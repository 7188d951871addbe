import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers, listOf, membersOf, type TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { Properties } from "../resources/properties.ts";
import { makeResource } from "./expansion.ts";

/** Makes the authorizers that SAM makes of the property `Auth` of an API. */
export function expandAuthorizers(resource: StackResource, project: Project): readonly StackResource[] {
  const { Authorizers: authorizers } = membersOf(resource.properties.Auth);
  const isRest = resource.type === "AWS::Serverless::Api";
  listOthers(resource, project);
  return Object.entries(membersOf(authorizers)).map(([name, given]) => {
    const settings = membersOf(given);
    const properties = isRest ? restAuthorizer(resource.id, settings) : httpAuthorizer(resource.id, settings);
    project.scope.positions.copy(settings, properties);
    return makeResource(
      { resource, path: ["Auth", "Authorizers", name] },
      {
        id: authorizerId(resource.id, name),
        type: isRest ? "AWS::ApiGateway::Authorizer" : "AWS::ApiGatewayV2::Authorizer",
        properties,
      },
      project,
    );
  });
}

const TAKEN = ["ApiKeyRequired", "Authorizers", "DefaultAuthorizer", "EnableIamAuthorizer"];
const WITHOUT_EFFECT = ["InvokeRole", "ResourcePolicy", "UsagePlan"];

function listOthers(resource: StackResource, project: Project): void {
  const auth = Properties.early(resource, project).part("Auth");
  auth.skip(...TAKEN);
  const isGuarded = auth.flag("AddDefaultAuthorizerToCorsPreflight") ?? true;
  if (isGuarded && auth.has("DefaultAuthorizer") && resource.properties.Cors !== undefined)
    auth.gap(
      "AddDefaultAuthorizerToCorsPreflight",
      "preflights are answered without the authorizer",
      "different",
    );
  auth.finish(WITHOUT_EFFECT);
}

function authorizerId(api: string, name: string): string {
  return `${api}${name}`;
}

function restAuthorizer(api: string, settings: TemplateMembers): TemplateMembers {
  const { FunctionArn, FunctionPayloadType = "TOKEN", UserPoolArn } = settings;
  const identity = membersOf(settings.Identity);
  const isToken = FunctionPayloadType === "TOKEN";
  const sources = [
    ...listOf(identity.Headers).map((name) => `method.request.header.${String(name)}`),
    ...listOf(identity.QueryStrings).map((name) => `method.request.querystring.${String(name)}`),
    ...listOf(identity.Context).map((name) => `context.${String(name)}`),
  ];
  const header = isToken ? `method.request.header.${String(identity.Header ?? "Authorization")}` : undefined;
  return {
    RestApiId: api,
    Type: UserPoolArn === undefined ? FunctionPayloadType : "COGNITO_USER_POOLS",
    AuthorizerUri: FunctionArn,
    IdentitySource: header ?? (sources.length === 0 ? undefined : sources.join(",")),
    IdentityValidationExpression: identity.ValidationExpression,
    AuthorizerResultTtlInSeconds: identity.ReauthorizeEvery,
  };
}

function httpAuthorizer(api: string, settings: TemplateMembers): TemplateMembers {
  const { JwtConfiguration, IdentitySource, FunctionArn } = settings;
  if (JwtConfiguration !== undefined)
    return { ApiId: api, AuthorizerType: "JWT", JwtConfiguration, IdentitySource: listOf(IdentitySource) };
  const identity = membersOf(settings.Identity);
  return {
    ApiId: api,
    AuthorizerType: "REQUEST",
    AuthorizerUri: FunctionArn,
    AuthorizerPayloadFormatVersion: settings.AuthorizerPayloadFormatVersion,
    EnableSimpleResponses: settings.EnableSimpleResponses,
    AuthorizerResultTtlInSeconds: identity.ReauthorizeEvery,
    IdentitySource: [
      ...listOf(identity.Headers).map((name) => `$request.header.${String(name)}`),
      ...listOf(identity.QueryStrings).map((name) => `$request.querystring.${String(name)}`),
      ...listOf(identity.Context).map((name) => `$context.${String(name)}`),
    ],
  };
}

/** Returns the properties of a method or a route that its `Auth`, or that of its API, makes. */
export function authorizationOf(
  api: StackResource | undefined,
  event: TemplateMembers,
  kind: "rest" | "http",
): TemplateMembers {
  const [shared, own] = [membersOf(api?.properties.Auth), membersOf(event.Auth)];
  const name = own.Authorizer ?? shared.DefaultAuthorizer;
  const apiKeyRequired = own.ApiKeyRequired ?? shared.ApiKeyRequired;
  const keys = kind === "rest" && apiKeyRequired !== undefined ? { ApiKeyRequired: apiKeyRequired } : {};
  if (api === undefined || typeof name !== "string" || name === "NONE") return keys;
  if (name === "AWS_IAM") return { ...keys, AuthorizationType: "AWS_IAM" };
  const scopes =
    own.AuthorizationScopes ?? membersOf(membersOf(shared.Authorizers)[name]).AuthorizationScopes;
  const isJwt = isMembers(membersOf(membersOf(shared.Authorizers)[name]).JwtConfiguration);
  return {
    ...keys,
    AuthorizationType: isJwt ? "JWT" : "CUSTOM",
    AuthorizerId: authorizerId(api.id, name),
    ...(kind === "http" && scopes !== undefined ? { AuthorizationScopes: scopes } : {}),
  };
}
