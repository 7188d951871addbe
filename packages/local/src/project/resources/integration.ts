import type {
  CustomIntegration,
  IntegrationResponse,
  MockIntegration,
} from "../../gateway/rest-route-config.ts";
import type { Draft, Project } from "../project.ts";
import type { MethodResponses } from "./method-responses.ts";
import type { Properties } from "./properties.ts";
import type { RestTarget } from "./rest-target.ts";
import { findFunction } from "./targets.ts";

/** The words of CloudFormation for an integration, or those of OpenAPI. */
type Words = Readonly<Record<keyof typeof CLOUDFORMATION, string>>;

const CLOUDFORMATION = {
  type: "Type",
  uri: "Uri",
  requestTemplates: "RequestTemplates",
  responses: "IntegrationResponses",
  statusCode: "StatusCode",
  responseParameters: "ResponseParameters",
  responseTemplates: "ResponseTemplates",
  timeout: "TimeoutInMillis",
  passthrough: "PassthroughBehavior",
  transferMode: "ResponseTransferMode",
  contentHandling: "ContentHandling",
  // The method to Lambda is always POST.
  method: "IntegrationHttpMethod",
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
  passthrough: "passthroughBehavior",
  transferMode: "responseTransferMode",
  contentHandling: "contentHandling",
  method: "httpMethod",
};

const WITHOUT_EFFECT = ["cacheKeyParameters", "cacheNamespace", "credentials"].flatMap((name) => [
  name,
  name.charAt(0).toUpperCase() + name.slice(1),
]);

/** An integration of a method of a REST API. */
export interface GivenIntegration {
  readonly integration: Properties;
  readonly form: "CloudFormation" | "OpenAPI";
  readonly methodResponses: MethodResponses | undefined;
}

/** Takes the integration of a method of a REST API; undefined where it is a gap. */
export function takeIntegration(given: GivenIntegration, project: Project): RestTarget | undefined {
  const { integration, form } = given;
  const words = form === "OpenAPI" ? OPEN_API : CLOUDFORMATION;
  const type = (integration.text(words.type) ?? "").toUpperCase();
  integration.skip(words.uri, words.method);
  const target = takeByType(type, { ...given, words }, project);
  // The members of a gap are not listed one by one.
  if (target !== undefined) integration.finish(WITHOUT_EFFECT);
  return target;
}

interface WordedIntegration extends GivenIntegration {
  readonly words: Words;
}

function takeByType(type: string, given: WordedIntegration, project: Project): RestTarget | undefined {
  const { integration, words } = given;
  if (type === "MOCK") return { mock: mappedOf(given) } satisfies MockIntegration;
  if (type !== "AWS_PROXY" && type !== "AWS") {
    integration.gap(
      words.type,
      `local's REST APIs call functions or are mocks; it has no integration of type ${type || "none"}`,
    );
    return undefined;
  }
  const target = functionOf(given, project);
  if (target === undefined) return undefined;
  return type === "AWS" ? customOf(given, target) : proxyOf(given, target);
}

function proxyOf({ integration, words }: WordedIntegration, target: string): RestTarget {
  const timeoutMs = integration.number(words.timeout);
  const isStream = integration.text(words.transferMode) === "STREAM";
  integration.skip(words.responses, words.requestTemplates, words.passthrough, words.contentHandling);
  if (timeoutMs === undefined && !isStream) return target;
  return {
    function: target,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(isStream ? { responseTransferMode: "STREAM" } : {}),
  };
}

function functionOf({ integration, words }: WordedIntegration, project: Project): string | undefined {
  const uri = integration.text(words.uri);
  const [, service] = /^arn:[^:]*:apigateway:[^:]*:([^:]*):/.exec(uri ?? "") ?? [];
  if (service !== undefined && service !== "lambda") {
    integration.gap(words.uri, `local's REST APIs call functions, not ${service}`);
    return undefined;
  }
  const found = findFunction(project, uri);
  if (!("why" in found))
    return found.qualifier === undefined ? found.name : `${found.name}:${found.qualifier}`;
  integration.gap(words.uri, found.why);
  return undefined;
}

function customOf(given: WordedIntegration, target: string): CustomIntegration {
  const { integration, words } = given;
  if (integration.has(words.timeout))
    integration.gap(words.timeout, "the timeout is that of the whole API, 29 seconds", "different");
  return { function: target, ...mappedOf(given) };
}

function mappedOf({ integration, words, methodResponses }: WordedIntegration): MockIntegration["mock"] {
  const template = templatesOf(integration, words.requestTemplates);
  const passthrough = integration.text(words.passthrough)?.toUpperCase();
  integration.skip(words.contentHandling, words.timeout);
  return {
    responses: responsesOf(integration, words),
    ...(template === undefined ? {} : { template }),
    ...(passthrough === "WHEN_NO_TEMPLATES" || passthrough === "NEVER"
      ? { passthroughBehavior: passthrough }
      : {}),
    ...(methodResponses === undefined ? {} : { methodResponses }),
  };
}

function templatesOf(owner: Properties, name: string): Readonly<Record<string, string>> | undefined {
  const templates = owner.part(name);
  if (templates.names.length === 0) return undefined;
  return Object.fromEntries(templates.names.map((type) => [type, templates.text(type) ?? ""]));
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

function responseOf(response: Properties, words: Words, selectionPattern = ""): IntegrationResponse {
  const parameters = response.part(words.responseParameters);
  const headers = parameters.names
    .filter((name) => name.startsWith(HEADER))
    .map((name) => [name.slice(HEADER.length), parameters.text(name) ?? ""]);
  parameters.finish();
  const template = templatesOf(response, words.responseTemplates);
  response.skip(words.contentHandling);
  const taken: Draft<IntegrationResponse> = { statusCode: response.number(words.statusCode) ?? 200 };
  response.finish();
  if (selectionPattern !== "") taken.selectionPattern = selectionPattern;
  if (headers.length > 0) taken.headers = Object.fromEntries(headers);
  if (template !== undefined) taken.template = template;
  return taken;
}
