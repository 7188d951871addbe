import type { RestApiConfig } from "../../gateway/api-config.ts";
import type { RestMethod } from "../../gateway/rest-route-config.ts";
import { listOf, membersOf, type TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import type { Properties } from "./properties.ts";
import { findFunction } from "./targets.ts";

type Authorizers = Record<string, NonNullable<RestApiConfig["authorizers"]>[string]>;

/** Takes the Lambda authorizers among the security schemes of an OpenAPI document, by name. */
export function schemesOf(body: Properties, project: Project): Authorizers {
  const authorizers: Authorizers = {};
  for (const schemes of [body.part("components").part("securitySchemes"), body.part("securityDefinitions")]) {
    for (const name of schemes.names) {
      const scheme = schemes.part(name);
      if (!scheme.has("x-amazon-apigateway-authorizer")) continue;
      const authorizer = authorizerOf(scheme, project);
      if (authorizer !== undefined) authorizers[name] = authorizer;
    }
  }
  return authorizers;
}

function authorizerOf(scheme: Properties, project: Project): Authorizers[string] | undefined {
  const given = scheme.part("x-amazon-apigateway-authorizer");
  const type = given.text("type")?.toLowerCase();
  const found = findFunction(project, given.get("authorizerUri"));
  if (type !== "token" && type !== "request") {
    given.gap("type", `local has no authorizers of type ${type}`);
    return undefined;
  }
  if ("why" in found) {
    given.gap("authorizerUri", found.why);
    return undefined;
  }
  const ttl = given.number("authorizerResultTtlInSeconds");
  const sources = given.text("identitySource");
  const header = scheme.text("name");
  const identitySource =
    sources ?? (type === "token" && header !== undefined ? `method.request.header.${header}` : undefined);
  const expression = given.text("identityValidationExpression");
  given.finish(["authorizerCredentials"]);
  const common = {
    function: found.qualifier === undefined ? found.name : `${found.name}:${found.qualifier}`,
    ...(identitySource === undefined ? {} : { identitySource }),
    ...(ttl === undefined ? {} : { authorizerResultTtlInSeconds: ttl }),
  };
  return type === "request"
    ? { type, ...common }
    : { type, ...common, ...(expression === undefined ? {} : { identityValidationExpression: expression }) };
}

/** Takes what `security` asks of an operation, or that of the whole document. */
export function securityOf(
  operation: Properties,
  body: Properties,
  authorizers: TemplateMembers,
): RestMethod {
  const own = operation.get("security");
  const shared = body.get("security");
  const [name] = listOf(own ?? shared).flatMap((each) => Object.keys(membersOf(each)));
  if (name === undefined) return {};
  if (name in authorizers) return { authorizer: name };
  const owner = own === undefined ? body : operation;
  owner.gap(
    "security",
    `local lets every request in: ${name} is not a Lambda authorizer that is taken`,
    "different",
  );
  return {};
}
