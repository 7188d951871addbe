import type { IncomingMessage, ServerResponse } from "node:http";
import { type AwsRequest, readAwsRequest } from "./aws-request.ts";
import { type AwsAnswer, type AwsError, errorAnswer } from "./error-answer.ts";
import { protocolOf } from "./protocol.ts";
import { unservedService } from "./refuse-service.ts";

/** An AWS API that this service has. */
export interface AwsApi {
  /** The service that its requests are signed for: "lambda". */
  readonly service: string;
  /** Whether a request without a signature is one of this API. */
  readonly matches: (request: AwsRequest) => boolean;
  /** Answers a request, also one of an operation that the API does not have. */
  readonly answer: (request: AwsRequest, response: ServerResponse) => Promise<void>;
}

/**
 * Gives a request to the API that it belongs to. Requests of all other services are refused in the format of their
 * protocol, so that a function's calls do not leave this machine.
 */
export async function answerAwsRequest(
  apis: readonly AwsApi[],
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const request = await readAwsRequest(message);
    const api = apis.find((each) => isFor(each, request));
    if (api === undefined) sendAnswer(errorAnswer(protocolOf(request), unservedService(request)), response);
    else await api.answer(request, response).catch((failure) => fail(request, response, failure));
  } catch {
    // The client has left before its request was whole.
    response.destroy();
  }
}

function isFor(api: AwsApi, request: AwsRequest): boolean {
  return request.signedFor === undefined ? api.matches(request) : api.service === request.signedFor;
}

/** Sends an answer whole. */
export function sendAnswer({ status, headers, body }: AwsAnswer, response: ServerResponse): void {
  response.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}

/** Answers for a failure of ours, or of a function that a test gave. */
function fail(request: AwsRequest, response: ServerResponse, failure: unknown): void {
  if (response.headersSent) return void response.destroy();
  const error: AwsError = { code: "InternalFailure", status: 500, message: `@faultwire/local: ${failure}` };
  sendAnswer(errorAnswer(protocolOf(request), error), response);
}
