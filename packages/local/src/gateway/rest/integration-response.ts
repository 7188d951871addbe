import { checkMembers, checkWhole, describe } from "../../config/check.ts";
import { isList, textOf, type Value } from "../../templates/java-values.ts";
import { readJson } from "../../templates/read-json.ts";
import { Unproven } from "../../unproven.ts";
import type { CustomIntegration, IntegrationResponse } from "../api-config.ts";
import { type ApiResponse, replaceHeader } from "../http-message.ts";
import type { IntegrationAnswer } from "../integration.ts";
import { compileTemplate, type Subject } from "./compile-template.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import { compileSource, type ParameterSource } from "./parameter-source.ts";
import type { RestCall } from "./rest-call.ts";
import { remapped } from "./rest-response.ts";
import { compileSelectionPattern } from "./selection-pattern.ts";
import type { ResponseOverride } from "./template-context.ts";

interface Compiled {
  readonly statusCode: number;
  readonly matches: ((errorMessage: string) => boolean) | undefined;
  readonly headers: readonly (readonly [name: string, source: ParameterSource])[];
  readonly render: ((subject: Subject) => string) | undefined;
}

const MEMBERS: Record<keyof IntegrationResponse, true> = {
  statusCode: true,
  selectionPattern: true,
  headers: true,
  template: true,
};
/** "No match for output mapping and no default output mapping configured", and undeclared statuses. */
const MISCONFIGURED: GatewayRefusal = { type: "API_CONFIGURATION_ERROR" };

/**
 * Makes the responses of a custom integration: patterns are tried in order against the `errorMessage` of a function
 * error, and against an empty text for a success; the response without a pattern is the default.
 *
 * @throws TypeError for a pattern, a template or a header mapping that cannot be run.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/handle-errors-in-lambda-integration.html
 */
export function integrationResponder(
  where: string,
  { responses, methodResponses }: CustomIntegration,
): (answer: IntegrationAnswer, call: RestCall) => ApiResponse | GatewayRefusal {
  checkResponses(where, responses);
  const compiled = responses.map((response, index) => compile(`${where}: responses[${index}]`, response));
  return (answer, call) => {
    const text = answer.body.toString("utf8");
    const errorMessage = answer.failed ? errorMessageOf(readJson(text)) : "";
    const chosen =
      compiled.find(({ matches }) => matches?.(errorMessage)) ??
      compiled.find(({ matches }) => matches === undefined);
    if (chosen === undefined) return MISCONFIGURED;
    if (methodResponses !== undefined && !methodResponses.includes(chosen.statusCode)) return MISCONFIGURED;
    const mapped = mapHeaders(chosen, call, answer);
    const rendered = chosen.render?.({ ...call, body: text }) ?? answer.body;
    return override({ status: chosen.statusCode, headers: mapped, body: rendered }, call.override);
  };
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
    matches: selectionPattern ? compileSelectionPattern(where, selectionPattern) : undefined,
    headers: Object.entries(headers).map(([name, source]) => [
      name,
      compileSource(`${where}.headers.${name}`, source, ["integration", "context"]),
    ]),
    render: template === undefined ? undefined : compileTemplate(`${where}.template`, template),
  };
}

function mapHeaders(
  { headers }: Compiled,
  call: RestCall,
  answer: IntegrationAnswer,
): ApiResponse["headers"] {
  const start: ApiResponse["headers"] = [["Content-Type", "application/json"]];
  if (headers.length === 0) return start;
  const integration = { body: bodyForHeaders(answer), headers: headersOf(answer) };
  return headers.reduce((all, [name, source]) => {
    const value = source({ ...call, integration });
    return value === undefined ? all : replaceHeader(all, ...remapped([name, value]));
  }, start);
}

/** For headers, and only for them, the JSON in a custom error's message is read as JSON. */
function bodyForHeaders({ body, failed }: IntegrationAnswer): Value | undefined {
  const value = readJson(body.toString("utf8"));
  const message = failed && value instanceof Map ? value.get("errorMessage") : undefined;
  if (!(value instanceof Map) || typeof message !== "string") return value;
  return new Map([...value, ["errorMessage", readJson(message) ?? message]]);
}

function headersOf({ failed, requestId }: IntegrationAnswer): Readonly<Record<string, string>> {
  return {
    "Content-Type": "application/json",
    "X-Amz-Executed-Version": "$LATEST",
    ...(failed && { "X-Amz-Function-Error": "Unhandled" }),
    "x-amzn-RequestId": requestId,
  };
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

function errorMessageOf(body: Value | undefined): string {
  const message = body instanceof Map ? body.get("errorMessage") : undefined;
  return typeof message === "string" ? message : "";
}
