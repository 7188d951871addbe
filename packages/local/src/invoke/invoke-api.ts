import { randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";
import type { AwsApi } from "../aws-api/answer-aws-request.ts";
import type { AwsRequest } from "../aws-api/aws-request.ts";
import type { AsynchronousService } from "../events/asynchronous-service.ts";
import type { CheckedInjection } from "../faults/injection.ts";
import type { Injections } from "../faults/injections.ts";
import type { Target } from "../lambda/find-target.ts";
import type { Functions } from "../lambda/functions.ts";
import {
  concurrencyExceeded,
  recursiveInvocation,
  type ServiceError,
  unknownOperation,
} from "../lambda/service-error.ts";
import { continueTrace } from "../trace.ts";
import { applyInjection, suppressesStream } from "./apply-injection.ts";
import { brokenConstraints } from "./constraints.ts";
import { contentProblem, decodeClientContext } from "./content.ts";
import { acceptedReply, bufferedReply, streamedReply } from "./invoke-reply.ts";
import { type InvokeRequest, readInvokeRequest } from "./invoke-request.ts";
import { emptyResponse, errorResponse, sendResponse } from "./invoke-response.ts";
import { findCalled } from "./other-accounts.ts";

/** The operations of the Lambda API besides those of invocations. */
export interface ControlPlane {
  /** Their names. */
  readonly served: readonly string[];
  /** Answers a request, and returns whether it is of one of them. */
  answer(request: AwsRequest, response: ServerResponse): Promise<boolean>;
}

/** The parts of the service that answers depend on. */
export interface InvokeService {
  readonly functions: Functions;
  readonly injections: Injections;
  readonly events: AsynchronousService;
  readonly control: ControlPlane;
}

/** "/2015-03-31/functions/…": each path of the Lambda API begins with the date of its version. */
const VERSIONED_PATH = /^\/\d{4}-\d{2}-\d{2}\//;

/**
 * Makes the Lambda API: Invoke, InvokeWithResponseStream, the old InvokeAsync, and the operations of the control plane.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
export function invokeApi(service: InvokeService): AwsApi {
  return {
    service: "lambda",
    matches: ({ path }) => VERSIONED_PATH.test(path),
    answer: (request, response) => answer(service, request, response),
  };
}

async function answer(service: InvokeService, sent: AwsRequest, response: ServerResponse): Promise<void> {
  const request = readInvokeRequest(sent);
  const refuse = (error: ServiceError) => sendResponse(errorResponse(error), response);
  if (request === undefined) {
    const { control } = service;
    if (await control.answer(sent, response)) return;
    const served = ["Invoke", "InvokeAsync", "InvokeWithResponseStream", ...control.served];
    return refuse(unknownOperation(sent.method, sent.path, served));
  }
  const target = brokenConstraints(request) ?? findCalled(service.functions, request, sent.headers);
  if ("status" in target) return refuse(target);
  const problem = contentProblem(request, target.function.config);
  if (problem !== undefined) return refuse(problem);
  if (request.invocationType === "DryRun") return sendResponse(emptyResponse(204), response);
  const isEvent = request.invocationType === "Event";
  const injection = service.injections.take({
    functionName: target.function.name,
    payload: request.payload,
    step: isEvent ? "accept" : "invoke",
  });
  const answering = isEvent ? accept : run;
  await service.injections.during(answering({ service, target, request, response, injection }));
}

interface InvokeExchange {
  readonly service: InvokeService;
  readonly target: Target;
  readonly request: InvokeRequest;
  readonly response: ServerResponse;
  readonly injection: CheckedInjection | undefined;
}

/** The content of a reply to an event: the run is still to come. */
const ACCEPTED = { body: Buffer.alloc(0), failed: false };

/** Queues the event for the function and replies, as far as an injection lets it. */
async function accept({ service, target, request, response, injection }: InvokeExchange): Promise<void> {
  const requestId = randomUUID();
  const { functionArn, version } = target;
  const { payload, tenantId, traceHeader } = request;
  const trace = target.function.enter(continueTrace(traceHeader));
  const reply = acceptedReply(response, { requestId, trace });
  if (injection?.place === "before" && (await applyInjection(injection.effect, { reply, response }))) return;
  service.events.accept(target.function, { requestId, trace, payload, functionArn, version, tenantId });
  if (
    injection?.place === "after" &&
    (await applyInjection(injection.effect, { reply, response, content: ACCEPTED }))
  )
    return;
  reply.finish(ACCEPTED);
}

/** Runs the function and replies with its result, as far as an injection lets it. */
async function run({ target, request, response, injection }: InvokeExchange): Promise<void> {
  const requestId = randomUUID();
  const trace = target.function.enter(continueTrace(request.traceHeader));
  const details = { requestId, trace, version: target.version, withLog: request.logType === "Tail" };
  const reply =
    request.operation === "Invoke" ? bufferedReply(response, details) : streamedReply(response, details);
  if (injection?.place === "before" && (await applyInjection(injection.effect, { reply, response }))) return;
  if (target.function.isLooping(trace)) return sendResponse(errorResponse(recursiveInvocation()), response);
  if (target.function.isThrottled)
    return sendResponse(errorResponse(concurrencyExceeded(target.function.pool.reason)), response);
  const content = await target.function.invoke(request.payload, {
    requestId,
    trace,
    version: target.version,
    functionArn: target.functionArn,
    tenantId: request.tenantId,
    clientContext: request.clientContext && decodeClientContext(request.clientContext),
    onChunk:
      injection?.place === "after" && suppressesStream(injection.effect) ? () => undefined : reply.onChunk,
  });
  if (injection?.place === "after" && (await applyInjection(injection.effect, { reply, response, content })))
    return;
  reply.finish(content);
}
