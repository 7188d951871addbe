import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers, isScalar, listOf, membersOf, type TemplateMembers } from "../document/values.ts";
import { functionId, HTTP_API, normalizeName, REST_API } from "./logical-ids.ts";
import { positionIn, type Service } from "./service.ts";

/** The effect of an event's `authorizer` on its route. */
export interface ServiceAuthorization {
  /** The members of the method or the route. */
  readonly properties: TemplateMembers;
  /** The authorizer, where it is not one of the provider's. */
  readonly resource?: Pick<StackResource, "id" | "type" | "properties">;
}

/** Reads the authorizer of an event `http`: a function of the service, an ARN, or `aws_iam`. */
export function restAuthorization(authorizer: unknown, service: Service): ServiceAuthorization {
  if (authorizer === undefined) return { properties: {} };
  const given = isScalar(authorizer) ? nameOrArn(String(authorizer)) : membersOf(authorizer);
  const type = String(given.type ?? "TOKEN").toUpperCase();
  if (type === "AWS_IAM" || String(given.name).toUpperCase() === "AWS_IAM")
    return { properties: { AuthorizationType: "AWS_IAM" } };
  const name = String(given.name ?? "authorizer");
  const id = `${normalizeName(name).replace(/\W/g, "")}ApiGatewayAuthorizer`;
  const isCognito = typeof given.arn === "string" && given.arn.includes(":cognito-idp:");
  const { identitySource = "method.request.header.Authorization", identityValidationExpression } = given;
  const properties = {
    RestApiId: REST_API,
    Type: isCognito ? "COGNITO_USER_POOLS" : type,
    AuthorizerUri: functionOf(given, name, service),
    IdentitySource: identitySource,
    ...(identityValidationExpression === undefined
      ? {}
      : { IdentityValidationExpression: identityValidationExpression }),
    AuthorizerResultTtlInSeconds: given.resultTtlInSeconds,
  };
  return {
    properties: { AuthorizationType: "CUSTOM", AuthorizerId: id },
    resource: { id, type: "AWS::ApiGateway::Authorizer", properties },
  };
}

function nameOrArn(text: string): TemplateMembers {
  return text.startsWith("arn:") ? { arn: text } : { name: text };
}

function functionOf(given: TemplateMembers, name: string, { functions }: Service): unknown {
  return given.arn ?? (functions.includes(name) ? { "Fn::GetAtt": [functionId(name), "Arn"] } : name);
}

/** Reads the authorizer of an event `httpApi`: one of the provider's by name, or `aws_iam`. */
export function httpAuthorization(authorizer: unknown): TemplateMembers {
  if (authorizer === undefined) return {};
  const { name, type, scopes } = isMembers(authorizer) ? authorizer : { name: authorizer };
  if (type === "aws_iam" || name === "aws_iam") return { AuthorizationType: "AWS_IAM" };
  return {
    AuthorizationType: "CUSTOM",
    AuthorizerId: httpAuthorizerId(String(name)),
    ...(scopes === undefined ? {} : { AuthorizationScopes: listOf(scopes) }),
  };
}

function httpAuthorizerId(name: string): string {
  return `HttpApiAuthorizer${normalizeName(name)}`;
}

/** Makes the authorizers of `provider.httpApi`. */
export function httpAuthorizers(service: Service): readonly StackResource[] {
  const { authorizers } = membersOf(service.provider.httpApi);
  return Object.entries(membersOf(authorizers)).map(([name, given]) => {
    const settings = membersOf(given);
    const { type = "jwt", identitySource, issuerUrl, audience, functionName, functionArn } = settings;
    const isJwt = String(type) === "jwt";
    const properties = isJwt
      ? { JwtConfiguration: { Issuer: issuerUrl, Audience: listOf(audience) } }
      : {
          AuthorizerUri: functionOf({ arn: functionArn }, String(functionName), service),
          AuthorizerPayloadFormatVersion: settings.payloadVersion ?? "2.0",
          EnableSimpleResponses: settings.enableSimpleResponses,
          AuthorizerResultTtlInSeconds: settings.resultTtlInSeconds,
        };
    return {
      id: httpAuthorizerId(name),
      type: "AWS::ApiGatewayV2::Authorizer",
      properties: {
        ApiId: HTTP_API,
        AuthorizerType: isJwt ? "JWT" : "REQUEST",
        IdentitySource: listOf(identitySource),
        ...properties,
      },
      metadata: {},
      origin: { resource: "provider", property: `httpApi.authorizers.${name}` },
      position: positionIn(service, authorizers, name),
    };
  });
}
