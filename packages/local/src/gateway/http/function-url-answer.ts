import { concurrencyExceeded, type ServiceError } from "../../lambda/service-error.ts";
import { Unproven } from "../../unproven.ts";
import { outputOf } from "../function-output.ts";
import type { ApiResponse } from "../http-message.ts";
import {
  type ApiInvocation,
  type IntegrationAnswer,
  type IntegrationResult,
  invokeForApi,
  isAnswer,
  type RouteTarget,
} from "../integration.ts";
import { isStreamed, StreamCut, streamForApi } from "../streamed-invocation.ts";
import { httpResponse } from "./http-response.ts";
import { streamedResponse } from "./streamed-response.ts";

/** The longest that a function may run. */
const TIMEOUT_MS = 900_000;
const BAD_GATEWAY: ApiResponse = {
  status: 502,
  headers: [["content-type", "text/plain"]],
  body: "Internal Server Error",
};

/** Invokes a function for a Function URL with the invoke mode BUFFERED. */
export async function answerAtOnce(target: RouteTarget, invocation: ApiInvocation): Promise<ApiResponse> {
  let hasStreamed = false;
  const onChunk = () => {
    hasStreamed = true;
  };
  const integration = await invokeForApi(target, { ...invocation, onChunk }, TIMEOUT_MS);
  if (hasStreamed)
    throw new Unproven(
      'a streamed response with the invoke mode BUFFERED; set invokeMode: "RESPONSE_STREAM"',
    );
  if (!isAnswer(integration)) return refusal(integration);
  const returned = outputOf(integration);
  return (returned && httpResponse(returned.output)) ?? BAD_GATEWAY;
}

/** Invokes a function for a Function URL with the invoke mode RESPONSE_STREAM. */
export async function answerInPieces(target: RouteTarget, invocation: ApiInvocation): Promise<ApiResponse> {
  const answer = await streamForApi(target, invocation, TIMEOUT_MS);
  if (isStreamed(answer)) return streamedResponse(answer).catch(orBadGateway);
  if (!isAnswer(answer)) return refusal(answer);
  if (answer.failed) return BAD_GATEWAY;
  // Recorded of a function that does not stream: what it returns is the body, also its statusCode.
  return { status: 200, headers: [["content-type", "application/json"]], body: answer.body };
}

/** Makes an error of the Lambda service. */
export function serviceResponse({ name, status, body }: ServiceError): ApiResponse {
  const headers = [
    ["content-type", "application/json"],
    ["x-amzn-ErrorType", name],
  ] as const;
  return { status, headers, body: JSON.stringify(body) };
}

function refusal(integration: Exclude<IntegrationResult, IntegrationAnswer>): ApiResponse {
  if (integration === "too late") throw new Unproven("a function that runs longer than 15 minutes");
  if ("status" in integration) return serviceResponse(integration);
  return integration.failsWith === 429
    ? serviceResponse(concurrencyExceeded("ReservedFunctionConcurrentInvocationLimitExceeded"))
    : BAD_GATEWAY;
}

/** The function failed before its prelude was complete. */
function orBadGateway(failure: unknown): ApiResponse {
  if (failure instanceof StreamCut) return BAD_GATEWAY;
  throw failure;
}
