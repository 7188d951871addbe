import { checkMembers, checkObject } from "../config/check.ts";
import type { Functions } from "../lambda/functions.ts";
import type { LambdaFunction } from "../lambda/lambda-function.ts";
import type { HttpApiConfig } from "./api-config.ts";
import { extendedId, httpEvent } from "./events.ts";
import { outputOf } from "./function-output.ts";
import type { ApiResponse } from "./http-message.ts";
import { httpApiMessage, httpResponse } from "./http-response.ts";
import { type ApiHandler, findFunction, type IntegrationResult, invokeForApi } from "./integration.ts";
import { type Match, Routes } from "./routes.ts";

const MEMBERS: Record<keyof HttpApiConfig, true> = { type: true, routes: true, timeoutMs: true };
const TIMEOUT_MS = 30_000;

/** An HTTP API. Its own errors carry no type; only its request id tells them from a function's. */
export function httpApi(name: string, config: HttpApiConfig, functions: Functions): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  checkObject(`api ${name}: routes`, config.routes);
  const { timeoutMs = TIMEOUT_MS } = config;
  const targets = Object.entries(config.routes).map(([route, target]): [string, LambdaFunction] => [
    route,
    findFunction(name, functions, target),
  ]);
  const routes = new Routes(name, Object.fromEntries(targets));
  return async (request) => {
    const match = routes.find(request.method, request.path);
    const answer = async ({ target, ...rest }: Match<LambdaFunction>) => {
      const event = Buffer.from(JSON.stringify(httpEvent(request, { target, ...rest }, name)));
      return respond(await invokeForApi(target, { event, request }, timeoutMs));
    };
    const response = match ? await answer(match) : httpApiMessage(404, "Not Found");
    return { ...response, headers: [...response.headers, ["apigw-requestid", extendedId(request)]] };
  };
}

function respond(integration: IntegrationResult): ApiResponse {
  if (integration === "too late") return httpApiMessage(503, "Service Unavailable");
  const returned = integration === "throttled" ? undefined : outputOf(integration);
  const response = returned && httpResponse(returned.output);
  return response ?? httpApiMessage(500, "Internal Server Error");
}
