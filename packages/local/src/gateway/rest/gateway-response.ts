import { checkMembers, checkWhole } from "../../config/check.ts";
import type { JavaMap } from "../../templates/java-values.ts";
import type { GatewayResponseConfig, RestApiConfig } from "../api-config.ts";
import { type BuiltIn, GATEWAY_RESPONSES, type GatewayResponseType } from "../gateway-response-types.ts";
import { type ApiResponse, replaceHeader } from "../http-message.ts";
import { compileSource, type ParameterSource, type ParameterSources } from "./parameter-source.ts";
import { CONTEXT, contextText } from "./template-context.ts";

/** A refusal by API Gateway; status and message only where they differ from those of the type. */
export interface GatewayRefusal {
  readonly type: GatewayResponseType;
  readonly status?: number;
  readonly message?: string;
  /** `$context` where it is another than the request's: that of an authorizer's answer. */
  readonly context?: JavaMap;
}

interface Customised extends GatewayResponseConfig {
  readonly sources: readonly (readonly [name: string, source: ParameterSource])[];
}

const MEMBERS: Record<keyof GatewayResponseConfig, true> = {
  statusCode: true,
  headers: true,
  template: true,
};
/** Members of `$context.error`. */
const ERROR = ["message", "messageString", "responseType", "validationErrorString"];
/** A variable, in braces or without. */
const VARIABLE =
  /\$(?:\{context\.([a-zA-Z]+(?:\.\w+)*)\}|context\.([a-zA-Z]+(?:\.\w+)*)|\{stageVariables\.\w+\}|stageVariables\.\w+)/g;

/**
 * Makes the gateway responses of a REST API, built in or customised. A customised one keeps its type in
 * `x-amzn-ErrorType`.
 *
 * @throws TypeError for an unknown type, and for a template or header that cannot be made.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function gatewayResponses(
  api: string,
  { gatewayResponses = {} }: RestApiConfig,
): (refusal: GatewayRefusal, sources: ParameterSources) => ApiResponse {
  const customised = new Map(
    Object.entries(gatewayResponses).map(([type, config]) => [type, check(api, type, config)]),
  );
  return ({ type, context, ...refusal }, given) => {
    const sources = context === undefined ? given : { ...given, context };
    const builtIn: BuiltIn = { ...GATEWAY_RESPONSES[type], ...refusal };
    const fallback = builtIn.status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX";
    // "413 cannot be customised": API Gateway's important notes.
    const custom =
      type === "REQUEST_TOO_LARGE" ? undefined : (customised.get(type) ?? customised.get(fallback));
    return custom === undefined ? plain(type, builtIn) : customise(custom, { type, builtIn }, sources);
  };
}

function plain(
  type: GatewayResponseType,
  { status, errorType, message, isOfExecution }: BuiltIn,
): ApiResponse {
  const key = type === "ACCESS_DENIED" ? "Message" : "message";
  const headers: [string, string][] = [["Content-Type", "application/json"]];
  if (errorType !== undefined) headers.push(["x-amzn-ErrorType", errorType]);
  return { status, headers, body: `{"${key}":${isOfExecution ? " " : ""}${JSON.stringify(message)}}` };
}

/** A gateway response before it is customised. */
interface Plain {
  readonly type: GatewayResponseType;
  readonly builtIn: BuiltIn;
}

function customise(custom: Customised, response: Plain, sources: ParameterSources): ApiResponse {
  const { status, headers, body } = plain(response.type, response.builtIn);
  const set = custom.sources.map(([name, source]) => [name, source(sources)] as const);
  return {
    status: custom.statusCode ?? status,
    headers: set.reduce(
      (all, [name, value]) => (value === undefined ? all : replaceHeader(all, name, value)),
      headers,
    ),
    body: custom.template === undefined ? body : fill(custom.template, response, sources),
  };
}

/** Fills a template: variables are replaced, and nothing else, as these templates are not Velocity. */
function fill(
  template: string,
  { type, builtIn: { message } }: Plain,
  { context }: ParameterSources,
): string {
  const error: Readonly<Record<string, string>> = {
    "error.message": message ?? "",
    "error.messageString": JSON.stringify(message),
    "error.responseType": type,
  };
  return template.replace(
    VARIABLE,
    (_, braced, name = braced ?? "") => error[name] ?? contextText(context, name) ?? "",
  );
}

function check(api: string, type: string, config: GatewayResponseConfig): Customised {
  const where = `api ${api}: gatewayResponses.${type}`;
  if (!Object.hasOwn(GATEWAY_RESPONSES, type)) {
    throw new TypeError(`${where}: the types are ${Object.keys(GATEWAY_RESPONSES).join(", ")}`);
  }
  checkMembers(where, config, MEMBERS);
  const { statusCode, template = "", headers = {} } = config;
  if (statusCode !== undefined) checkWhole(`${where}.statusCode`, statusCode, { least: 200, most: 599 });
  for (const [written, braced, name = braced] of template.matchAll(VARIABLE)) {
    const [first = "", second = ""] = name?.split(".") ?? [];
    if (name === undefined || CONTEXT.includes(first) || (first === "error" && ERROR.includes(second)))
      continue;
    throw new TypeError(
      `${where}.template: there is no ${written}; $context has ${CONTEXT.join(", ")}, error.${ERROR.join(", error.")}`,
    );
  }
  if (/#(?:set|if|foreach)\b|\$(?:input|util)\b/.test(template)) {
    throw new TypeError(`${where}.template: API Gateway replaces variables here, and runs no directives`);
  }
  const sources = Object.entries(headers).map(([name, source]) => {
    return [name, compileSource(`${where}.headers.${name}`, source, ["request", "context"])] as const;
  });
  return { ...config, sources };
}
