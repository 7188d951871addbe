import type { CustomIntegration, IntegrationResponse } from "../../gateway/api-config.ts";
import type { Project } from "../project.ts";
import type { Properties } from "./properties.ts";
import { findFunction } from "./targets.ts";

/** The words of CloudFormation for an integration, or those of OpenAPI. */
interface Words {
  readonly type: string;
  readonly uri: string;
  readonly requestTemplates: string;
  readonly responses: string;
  readonly statusCode: string;
  readonly responseParameters: string;
  readonly responseTemplates: string;
  readonly timeout: string;
  /** The method to Lambda, which is always POST. */
  readonly method: string;
  readonly withoutEffect: readonly string[];
}

const CLOUDFORMATION: Words = {
  type: "Type",
  uri: "Uri",
  requestTemplates: "RequestTemplates",
  responses: "IntegrationResponses",
  statusCode: "StatusCode",
  responseParameters: "ResponseParameters",
  responseTemplates: "ResponseTemplates",
  timeout: "TimeoutInMillis",
  method: "IntegrationHttpMethod",
  withoutEffect: ["CacheKeyParameters", "CacheNamespace", "Credentials"],
};

const OPEN_API: Words = {
  type: "type",
  uri: "uri",
  requestTemplates: "requestTemplates",
  responses: "responses",
  statusCode: "statusCode",
  responseParameters: "responseParameters",
  responseTemplates: "responseTemplates",
  timeout: "timeoutInMillis",
  method: "httpMethod",
  withoutEffect: ["cacheKeyParameters", "cacheNamespace", "credentials"],
};

/** The target of a route of a REST API. */
export type RestTarget = string | CustomIntegration;

/** Takes the integration of a method of a REST API; undefined where it is a gap. */
export function takeIntegration(
  integration: Properties,
  form: "CloudFormation" | "OpenAPI",
  project: Project,
): RestTarget | undefined {
  const words = form === "OpenAPI" ? OPEN_API : CLOUDFORMATION;
  const type = (integration.text(words.type) ?? "").toUpperCase();
  const uri = integration.text(words.uri);
  integration.skip(words.method);
  if (integration.has(words.timeout))
    integration.gap(words.timeout, "the timeout is that of the whole API, 29 seconds", "different");
  const target =
    type === "AWS_PROXY" || type === "AWS" ? functionOf(integration, { words, uri, project }) : undefined;
  if (type === "AWS" && target !== undefined) return customOf(integration, words, target);
  if (type === "AWS_PROXY" && target !== undefined) {
    integration.skip(words.responses, words.requestTemplates, "PassthroughBehavior", "passthroughBehavior");
    integration.finish([...words.withoutEffect, "contentHandling", "ContentHandling"]);
    return target;
  }
  if (type !== "AWS_PROXY" && type !== "AWS")
    integration.gap(
      words.type,
      `local's REST APIs call functions; it has no integration of type ${type || "none"}`,
    );
  return undefined;
}

interface FunctionSearch {
  readonly words: Words;
  readonly uri: string | undefined;
  readonly project: Project;
}

function functionOf(integration: Properties, { words, uri, project }: FunctionSearch): string | undefined {
  const [, service] = /^arn:[^:]*:apigateway:[^:]*:([^:]*):/.exec(uri ?? "") ?? [];
  if (service !== undefined && service !== "lambda") {
    integration.gap(words.uri, `local's REST APIs call functions, not ${service}`);
    return undefined;
  }
  const found = findFunction(project, uri);
  if ("why" in found) {
    integration.gap(words.uri, found.why);
    return undefined;
  }
  return found.qualifier === undefined ? found.name : `${found.name}:${found.qualifier}`;
}

function customOf(integration: Properties, words: Words, target: string): CustomIntegration {
  const templates = integration.part(words.requestTemplates);
  const template = templates.text("application/json");
  for (const type of templates.names)
    if (type !== "application/json") templates.gap(type, "local has the template for application/json only");
  const responses = responsesOf(integration, words);
  integration.finish([...words.withoutEffect, "PassthroughBehavior", "passthroughBehavior"]);
  return { function: target, responses, ...(template === undefined ? {} : { template }) };
}

function responsesOf(integration: Properties, words: Words): readonly IntegrationResponse[] {
  if (words === CLOUDFORMATION)
    return integration
      .parts(words.responses)
      .map((response) => responseOf(response, words, response.text("SelectionPattern")));
  const responses = integration.part(words.responses);
  return responses.names.map((pattern) =>
    responseOf(responses.part(pattern), words, pattern === "default" ? undefined : pattern),
  );
}

const HEADER = "method.response.header.";

function responseOf(response: Properties, words: Words, selectionPattern?: string): IntegrationResponse {
  const parameters = response.part(words.responseParameters);
  const headers = parameters.names
    .filter((name) => name.startsWith(HEADER))
    .map((name) => [name.slice(HEADER.length), parameters.text(name) ?? ""]);
  parameters.finish();
  const templates = response.part(words.responseTemplates);
  const template = templates.text("application/json");
  templates.finish();
  const statusCode = response.number(words.statusCode) ?? 200;
  response.finish(["ContentHandling", "contentHandling"]);
  return {
    statusCode,
    ...(selectionPattern === undefined || selectionPattern === "" ? {} : { selectionPattern }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) }),
    ...(template === undefined || template === "" ? {} : { template }),
  };
}
