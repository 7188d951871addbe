import { randomUUID } from "node:crypto";
import type { Functions } from "../functions.ts";
import { jsonProblem } from "../json-check.ts";
import type { Answer, LambdaFunction } from "../lambda-function.ts";
import { type Front, functionOf, type Integration, integrate } from "./api.ts";
import type { RestApiConfig } from "./api-config.ts";
import { customResponder } from "./custom-integration.ts";
import { extendedId, restEvent } from "./events.ts";
import { headerOf, type Request, type Response } from "./http-message.ts";
import { gatewayResponse, malformedOutput, restResponse } from "./rest-response.ts";
import { type Match, Routes } from "./routes.ts";

/** A route, ready to run: what its function is sent, and what becomes of the answer. */
interface Target {
  readonly function: LambdaFunction;
  readonly event: (request: Request, match: Match<unknown>) => unknown;
  readonly respond: (answer: Answer, request: Request) => Response;
}

const TIMEOUT_MS = 29_000;

/** A REST API with proxy and custom integrations. */
export function restApi(name: string, config: RestApiConfig, functions: Functions): Front {
  const { timeoutMs = TIMEOUT_MS } = config;
  const targets = Object.entries(config.routes).map(([route, integration]) => [
    route,
    typeof integration === "string"
      ? proxyTarget(name, functionOf(name, functions, integration), config)
      : customTarget(functionOf(name, functions, integration.function), customResponder(integration)),
  ]);
  const routes = new Routes<Target>(name, Object.fromEntries(targets));
  return async (request) => {
    const match = routes.find(request.method, request.path);
    if (match === undefined) return identified(notFound(), request);
    const event = match.target.event(request, match);
    const integration = await integrate(match.target.function, event, timeoutMs);
    const response = refusal(integration) ?? match.target.respond(integration as Answer, request);
    return identified(
      response,
      request,
      `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomUUID().replaceAll("-", "").slice(8)}`,
    );
  };
}

function proxyTarget(api: string, target: LambdaFunction, { binaryMediaTypes = [] }: RestApiConfig): Target {
  return {
    function: target,
    event: (request, match) => restEvent(request, match, api),
    respond: (answer, request) => {
      if (answer.failed) return malformedOutput();
      const accepted = headerOf(request, "accept")?.split(",", 1)[0]?.trim();
      const isBinary = (contentType: string) =>
        binaryMediaTypes.some((type) => type === "*/*" || type === accepted || type === contentType);
      return restResponse(JSON.parse(answer.body.toString("utf8")), isBinary) ?? malformedOutput();
    },
  };
}

/** Without a mapping template the JSON body passes through as the event. */
function customTarget(target: LambdaFunction, respond: (answer: Answer) => Response): Target {
  return {
    function: target,
    event: ({ body }) => (body.length === 0 || jsonProblem(body) !== undefined ? Buffer.from("{}") : body),
    respond,
  };
}

function refusal(integration: Integration): Response | undefined {
  if (integration === "throttled") return malformedOutput(500);
  if (integration !== "too late") return undefined;
  return gatewayResponse(504, "InternalServerErrorException", '{"message": "Endpoint request timed out"}');
}

/** REST APIs answer unknown routes like this, and not with a 404. */
function notFound(): Response {
  return gatewayResponse(
    403,
    "MissingAuthenticationTokenException",
    '{"message":"Missing Authentication Token"}',
  );
}

/** The trace id is on responses of an integration only. */
function identified(response: Response, request: Request, traceId?: string): Response {
  const ids: [string, string][] = [
    ["x-amzn-RequestId", request.id],
    ["x-amz-apigw-id", extendedId(request)],
  ];
  if (traceId !== undefined) ids.push(["X-Amzn-Trace-Id", traceId]);
  return { ...response, headers: [...response.headers, ...ids] };
}
