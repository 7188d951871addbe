import { checkMembers } from "../config/check.ts";
import type { Functions } from "../lambda/functions.ts";
import type { LambdaFunction } from "../lambda/lambda-function.ts";
import { concurrencyExceeded } from "../lambda/service-error.ts";
import type { FunctionUrlConfig } from "./api-config.ts";
import { httpEvent } from "./events.ts";
import { outputOf } from "./function-output.ts";
import type { ApiResponse } from "./http-message.ts";
import { httpResponse } from "./http-response.ts";
import { type ApiHandler, findFunction, type IntegrationResult, invokeForApi } from "./integration.ts";

const MEMBERS: Record<keyof FunctionUrlConfig, true> = { type: true, function: true };
/** The longest that a function may run. */
const TIMEOUT_MS = 900_000;

/**
 * A Function URL. A function error is a 502 in plain text; recorded from AWS in LocalStack's
 * test_lambda_url_invocation_exception (2025-11).
 */
export function functionUrl(name: string, config: FunctionUrlConfig, functions: Functions): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  const target = findFunction(name, functions, config.function);
  return async (request) => {
    const match = { target, routeKey: "$default", resource: "$default", pathParameters: {} };
    const event = Buffer.from(JSON.stringify(httpEvent(request, match, name)));
    const response = respond(await invokeForApi(target, { event, request }, TIMEOUT_MS), target);
    return { ...response, headers: [...response.headers.map(remapped), ["x-amzn-RequestId", request.id]] };
  };
}

function respond(integration: IntegrationResult, target: LambdaFunction): ApiResponse {
  if (integration === "throttled" || integration === "too late") return throttled(target);
  const badGateway: ApiResponse = {
    status: 502,
    headers: [["content-type", "text/plain"]],
    body: "Internal Server Error",
  };
  const returned = outputOf(integration);
  return (returned && httpResponse(returned.output)) ?? badGateway;
}

/** Captured of a Function URL that asks for credentials. */
function remapped([name, value]: readonly [string, string]): readonly [string, string] {
  return [name.toLowerCase() === "www-authenticate" ? `x-amzn-Remapped-${name}` : name, value];
}

function throttled(target: LambdaFunction): ApiResponse {
  const { name, status, body } = concurrencyExceeded(target.pool.reason);
  const headers = [
    ["content-type", "application/json"],
    ["x-amzn-ErrorType", name],
  ] as const;
  return { status, headers, body: JSON.stringify(body) };
}
