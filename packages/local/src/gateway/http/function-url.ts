import { checkMembers } from "../../config/check.ts";
import { concurrencyExceeded, type ServiceError } from "../../lambda/service-error.ts";
import { Unproven } from "../../unproven.ts";
import { type FunctionUrlConfig, LISTENER } from "../api-config.ts";
import { outputOf } from "../function-output.ts";
import type { ApiResponse } from "../http-message.ts";
import {
  type ApiHandler,
  type ApiService,
  findFunction,
  type IntegrationResult,
  invokeForApi,
} from "../integration.ts";
import { OWN_FAILURES } from "../own-failures.ts";
import { functionUrlEvent } from "./http-event.ts";
import { functionUrlRequest } from "./http-request.ts";
import { httpResponse } from "./http-response.ts";

const MEMBERS: Record<keyof FunctionUrlConfig, true> = { type: true, function: true, ...LISTENER };
/** The longest that a function may run. */
const TIMEOUT_MS = 900_000;
/** The limit for an event of Lambda, in bytes. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;
/** As quoted in github.com/anomalyco/sst/issues/5705 (2025); the type is that of Invoke's refusal. */
const EVENT_TOO_LARGE: ServiceError = {
  name: "RequestEntityTooLargeException",
  status: 413,
  body: { Message: `Request must be smaller than ${MAX_EVENT_BYTES} bytes for the InvokeFunction operation` },
};
const ROUTE = { routeKey: "$default", resource: "$default", pathParameters: {} };

/**
 * A Function URL. A function error is a 502 in plain text; recorded from AWS in LocalStack's
 * test_lambda_url_invocation_exception (2025-11).
 */
export function functionUrl(name: string, config: FunctionUrlConfig, service: ApiService): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  const target = findFunction(name, service, config.function);
  const place = { apiId: name, account: service.functions.account, stage: "$default" };
  const api = { name, routeKey: ROUTE.routeKey, statuses: OWN_FAILURES["function-url"] };
  return async (received) => {
    const request = functionUrlRequest(received);
    const event = Buffer.from(JSON.stringify(functionUrlEvent({ request, route: ROUTE }, place)));
    let isStreamed = false;
    const onChunk = () => {
      isStreamed = true;
    };
    const answer =
      event.length > MAX_EVENT_BYTES
        ? serviceResponse(EVENT_TOO_LARGE)
        : // Recorded: the id of the answer is that of the invocation.
          respond(
            await invokeForApi(target, { event, request, api, requestId: request.id, onChunk }, TIMEOUT_MS),
          );
    if (isStreamed)
      throw new Unproven("a streamed response; local's Function URLs only have the invoke mode BUFFERED");
    return { ...answer, headers: [...answer.headers.map(remapped), ["x-amzn-RequestId", request.id]] };
  };
}

function respond(integration: IntegrationResult): ApiResponse {
  if (integration === "too late") throw new Unproven("a function that runs longer than 15 minutes");
  if ("status" in integration) return serviceResponse(integration);
  const badGateway: ApiResponse = {
    status: 502,
    headers: [["content-type", "text/plain"]],
    body: "Internal Server Error",
  };
  if ("failsWith" in integration)
    return integration.failsWith === 429
      ? serviceResponse(concurrencyExceeded("ReservedFunctionConcurrentInvocationLimitExceeded"))
      : badGateway;
  const returned = outputOf(integration);
  return (returned && httpResponse(returned.output)) ?? badGateway;
}

/** Captured of a Function URL that asks for credentials. */
function remapped([name, value]: readonly [string, string]): readonly [string, string] {
  return [name.toLowerCase() === "www-authenticate" ? `x-amzn-Remapped-${name}` : name, value];
}

function serviceResponse({ name, status, body }: ServiceError): ApiResponse {
  const headers = [
    ["content-type", "application/json"],
    ["x-amzn-ErrorType", name],
  ] as const;
  return { status, headers, body: JSON.stringify(body) };
}
