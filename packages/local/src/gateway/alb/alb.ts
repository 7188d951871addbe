import { ACCOUNT_ID, REGION } from "../../config/account.ts";
import { checkMembers, describe } from "../../config/check.ts";
import type { Functions } from "../../lambda/functions.ts";
import type { AlbConfig } from "../api-config.ts";
import { grouped } from "../events.ts";
import { type ApiRequest, bodyForEvent } from "../http-message.ts";
import { type ApiHandler, findFunction, invokeForApi } from "../integration.ts";
import { albPage, albResponse } from "./alb-response.ts";

const MEMBERS: Record<keyof AlbConfig, true> = { type: true, function: true, multiValueHeaders: true };
/** The longest that a function may run; a load balancer waits for it. */
const TIMEOUT_MS = 900_000;
/** The limit for a request's body, and for the function's answer as JSON. */
const MAX_BYTES = 1024 * 1024;

/**
 * An Application Load Balancer in front of a function. A function error, a throttle, a timeout and a malformed output
 * are all one: a 502 page.
 *
 * @throws TypeError when its configuration is wrong.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export function alb(name: string, config: AlbConfig, functions: Functions): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  const { multiValueHeaders = false } = config;
  if (typeof multiValueHeaders !== "boolean") {
    throw new TypeError(
      `api ${name}: multiValueHeaders is true or false; it is ${describe(multiValueHeaders)}`,
    );
  }
  const target = findFunction(name, functions, config.function);
  return async (request) => {
    if (request.body.length > MAX_BYTES) return albPage(413, "Request Entity Too Large");
    const event = Buffer.from(JSON.stringify(albEvent(request, multiValueHeaders, name)));
    const answer = await invokeForApi(target, { event, request }, TIMEOUT_MS);
    const response =
      typeof answer === "string" || answer.body.length > MAX_BYTES
        ? undefined
        : albResponse(answer, multiValueHeaders);
    return response ?? albPage(502, "Bad Gateway");
  };
}

/** The event; what the client encoded stays encoded. */
function albEvent(request: ApiRequest, isMultiValue: boolean, name: string): unknown {
  const { body, isBase64Encoded } = bodyForEvent(request);
  const headers = request.headers.map(([header, value]) => [header.toLowerCase(), value] as const);
  const parameters = request.rawQuery
    .split("&")
    .filter((pair) => pair !== "")
    .map((pair) => /^([^=]*)=?([\s\S]*)$/.exec(pair) ?? [])
    .map(([, parameter = "", value = ""]) => [parameter, value] as const);
  const targetGroupArn = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT_ID}:targetgroup/${name}/0000000000000000`;
  return {
    requestContext: { elb: { targetGroupArn } },
    httpMethod: request.method,
    path: request.path,
    ...(isMultiValue
      ? { multiValueQueryStringParameters: grouped(parameters), multiValueHeaders: grouped(headers) }
      : { queryStringParameters: Object.fromEntries(parameters), headers: Object.fromEntries(headers) }),
    body: body ?? "",
    isBase64Encoded,
  };
}
