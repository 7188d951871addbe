import { checkMembers, checkWhole, describe } from "../../config/check.ts";
import { isList, textOf, type Value } from "../../templates/java-values.ts";
import { Unproven } from "../../unproven.ts";
import { type ApiResponse, headerOf, replaceHeader } from "../http-message.ts";
import { mediaType } from "../request-body.ts";
import type { CustomIntegration, IntegrationResponse } from "../rest-route-config.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import { compileJavaPattern } from "./java-pattern.ts";
import { declaredStatuses } from "./method-responses.ts";
import { compileSource, type IntegrationParameters, type ParameterSource } from "./parameter-source.ts";
import { compileTemplates, type Render } from "./request-template.ts";
import type { RestCall } from "./rest-call.ts";
import { remapped } from "./rest-response.ts";
import type { ResponseOverride } from "./template-context.ts";

/** The answer of an integration, as the responses see it. */
export interface MappedAnswer {
  readonly body: Buffer;
  /** The text that selection patterns are matched against. */
  readonly selector: string;
  /** The sources of mapped headers. */
  readonly parameters: () => IntegrationParameters;
}

interface Compiled {
  readonly statusCode: number;
  readonly matches: ((selector: string) => boolean) | undefined;
  readonly headers: readonly (readonly [name: string, source: ParameterSource])[];
  readonly templates: ReadonlyMap<string, Render>;
}

const MEMBERS: Record<keyof IntegrationResponse, true> = {
  statusCode: true,
  selectionPattern: true,
  headers: true,
  template: true,
};
const JSON_TYPE = "application/json";
/** "No match for output mapping and no default output mapping configured", and undeclared statuses. */
const MISCONFIGURED: GatewayRefusal = { type: "API_CONFIGURATION_ERROR" };

/**
 * Makes the responses of an integration: patterns are tried in order; the response without a pattern is the default.
 *
 * @throws TypeError for a pattern, a template or a header mapping that cannot be run, or that the method does not declare.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function integrationResponder(
  where: string,
  integration: Pick<CustomIntegration, "responses" | "methodResponses">,
): (answer: MappedAnswer, call: RestCall) => ApiResponse | GatewayRefusal {
  const { responses } = integration;
  checkResponses(where, responses);
  const compiled = responses.map((response, index) => compile(`${where}: responses[${index}]`, response));
  const isDeclared = declaredStatuses(where, integration);
  return (answer, call) => {
    const chosen =
      compiled.find(({ matches }) => matches?.(answer.selector)) ??
      compiled.find(({ matches }) => matches === undefined);
    if (chosen === undefined || !isDeclared(chosen.statusCode)) return MISCONFIGURED;
    const { type, body } = render(chosen, answer, call);
    const headers = mapHeaders(chosen, call, { answer, type });
    return override({ status: chosen.statusCode, headers, body }, call.override);
  };
}

/** The body by the template for the type that the client accepts; without templates the answer as it is. */
function render(
  { templates }: Compiled,
  { body }: MappedAnswer,
  call: RestCall,
): { readonly type: string; readonly body: string | Buffer } {
  const [[only, template] = [JSON_TYPE, undefined]] = templates;
  if (template === undefined) return { type: JSON_TYPE, body };
  const accepted = mediaType(headerOf(call.request, "accept")) || JSON_TYPE;
  const type = templates.size === 1 ? only : templates.has(accepted) ? accepted : undefined;
  const chosen = templates.get(type ?? "");
  if (type === undefined || chosen === undefined)
    throw new Unproven(`which template a response has for a client that accepts ${accepted}`);
  return { type, body: chosen({ ...call, body: body.toString("utf8") }) };
}

/**
 * Checks the responses together: API Gateway has one for each status, and which of two defaults it takes is not
 * known.
 */
function checkResponses(where: string, responses: readonly IntegrationResponse[]): void {
  if (!Array.isArray(responses))
    throw new TypeError(`${where}: responses is a list; it is ${describe(responses)}`);
  const statuses = responses.map(({ statusCode }) => statusCode);
  const twice = statuses.find((status, index) => statuses.indexOf(status) !== index);
  if (twice !== undefined) {
    throw new TypeError(
      `${where}: responses has ${twice} twice; join the patterns with |, one response for a status`,
    );
  }
  const defaults = responses.filter(({ selectionPattern }) => !selectionPattern);
  if (defaults.length > 1) {
    throw new TypeError(
      `${where}: responses has ${defaults.length} without a selectionPattern; one is the default`,
    );
  }
}

function compile(where: string, response: IntegrationResponse): Compiled {
  checkMembers(where, response, MEMBERS);
  const { statusCode, selectionPattern, headers = {}, template } = response;
  checkWhole(`${where}.statusCode`, statusCode, { least: 200, most: 599 });
  return {
    statusCode,
    matches: selectionPattern ? compileJavaPattern(`${where}.selectionPattern`, selectionPattern) : undefined,
    headers: Object.entries(headers).map(([name, source]) => [
      name,
      compileSource(`${where}.headers.${name}`, source, ["integration", "context"]),
    ]),
    templates: compileTemplates(`${where}.template`, template),
  };
}

function mapHeaders(
  { headers }: Compiled,
  call: RestCall,
  { answer, type }: { readonly answer: MappedAnswer; readonly type: string },
): ApiResponse["headers"] {
  const start: ApiResponse["headers"] = [["Content-Type", type]];
  if (headers.length === 0) return start;
  const integration = answer.parameters();
  return headers.reduce((all, [name, source]) => {
    const value = source({ ...call, integration });
    return value === undefined ? all : replaceHeader(all, ...remapped([name, value]));
  }, start);
}

/** Applies what a template has set. A status that is not a number from 100 to 599 is ignored. */
function override(response: ApiResponse, { all, headers }: ResponseOverride): ApiResponse {
  const status = all.get("status");
  const isStatus = typeof status === "number" && status >= 100 && status <= 599;
  return {
    ...response,
    status: isStatus ? status : response.status,
    headers: [...headers].reduce(
      (merged, [name, value]) => replaceHeader(merged, ...remapped([name, headerText(name, value)])),
      response.headers,
    ),
  };
}

function headerText(name: string, value: Value): string {
  if (!(value instanceof Map) && !isList(value)) return textOf(value);
  throw new Unproven(`the header ${name}, which is set to a list or map`);
}
