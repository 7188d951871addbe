import { describe } from "../../config/check.ts";
import { isList, type JavaMap, jsonText, textOf, type Value } from "../../templates/java-values.ts";
import { follow, type PathStep, readJsonPath } from "../../templates/json-path.ts";
import { type ApiRequest, headerOf } from "../http-message.ts";
import { CONTEXT, contextText } from "./template-context.ts";

/** The sources of mapped headers. */
export interface ParameterSources {
  readonly request: ApiRequest;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly context: JavaMap;
  readonly integration?: IntegrationParameters;
}

/** The answer of an integration, as header mappings see it. */
export interface IntegrationParameters {
  /** The body as JSON; undefined if it is not JSON. */
  readonly body: Value | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/** Reads a value for a header; undefined if it has none. */
export type ParameterSource = (sources: ParameterSources) => string | undefined;

/** Headers of Lambda's answer that can be mapped. */
const INTEGRATION_HEADERS = [
  "Content-Type",
  "X-Amz-Executed-Version",
  "X-Amz-Function-Error",
  "x-amzn-RequestId",
];

/** From where a place may map: a gateway response from the request, an integration response from the answer. */
export type ParameterOrigin = "request" | "integration" | "context";

const FORMS: Readonly<Record<ParameterOrigin, string>> = {
  request: "method.request.header.<name>, method.request.querystring.<name>, method.request.path.<name>",
  integration: `integration.response.body.<JSONPath>, integration.response.header.<one of ${INTEGRATION_HEADERS.join(" | ")}>`,
  context: `context.<one of ${CONTEXT.join(" | ")}>`,
};

/**
 * Compiles the source of a header: a text in single quotes, or where the value is taken from.
 *
 * @throws TypeError for a text that is not a source, or a source whose value local does not know.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html
 */
export function compileSource(
  where: string,
  written: string,
  origins: readonly ParameterOrigin[],
): ParameterSource {
  const [, fixed] = /^'([\s\S]*)'$/.exec(written) ?? [];
  if (fixed !== undefined) return () => fixed;
  const source =
    (origins.includes("request") ? fromRequest(written) : undefined) ??
    (origins.includes("integration") ? fromIntegration(written) : undefined) ??
    fromContext(written);
  if (source !== undefined) return source;
  const forms = origins.map((origin) => FORMS[origin]).join(", ");
  throw new TypeError(`${where}: a source is a text in single quotes, ${forms}; it is ${describe(written)}`);
}

function fromRequest(written: string): ParameterSource | undefined {
  const [, part, name = ""] = /^method\.request\.(header|querystring|path)\.(\S+)$/.exec(written) ?? [];
  if (part === "header") return ({ request }) => headerOf(request, name.toLowerCase());
  if (part === "querystring") return ({ request }) => request.query.getAll(name).at(-1);
  if (part === "path") return ({ pathParameters }) => pathParameters[name];
  return undefined;
}

function fromIntegration(written: string): ParameterSource | undefined {
  const [, part, rest = ""] = /^integration\.response\.(body|header)(?:\.(\S+))?$/.exec(written) ?? [];
  if (part === "header") {
    const known = INTEGRATION_HEADERS.find((name) => name.toLowerCase() === rest.toLowerCase());
    return known === undefined ? undefined : ({ integration }) => integration?.headers[known];
  }
  const path = part === "body" ? readJsonPath(rest === "" ? "$" : `$.${rest}`) : undefined;
  return path === undefined ? undefined : ({ integration }) => headerText(integration?.body, path);
}

function headerText(body: Value | undefined, path: readonly PathStep[]): string | undefined {
  const value = body === undefined ? undefined : follow(body, path);
  // Not confirmed for AWS: null is taken for no header.
  if (value === undefined || value === null) return undefined;
  return value instanceof Map || isList(value) ? jsonText(value) : textOf(value);
}

function fromContext(written: string): ParameterSource | undefined {
  const [, name = ""] = /^context\.([a-zA-Z]+(?:\.\w+)?)$/.exec(written) ?? [];
  if (!CONTEXT.includes(name.split(".")[0] ?? "")) return undefined;
  return ({ context }) => contextText(context, name);
}
