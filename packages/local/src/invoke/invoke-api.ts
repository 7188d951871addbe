import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Asynchronous } from "../events/asynchronous.ts";
import type { Fault } from "../faults/injection.ts";
import type { Faults } from "../faults/injections.ts";
import type { Functions } from "../lambda/functions.ts";
import {
  concurrencyExceeded,
  internalFailure,
  type ServiceError,
  unknownOperation,
} from "../lambda/service-error.ts";
import { emptyAnswer, errorAnswer, sendAnswer } from "./answer.ts";
import { strike, withholdsAll } from "./apply-injection.ts";
import { brokenConstraints } from "./constraints.ts";
import { contentProblem, decodeClientContext } from "./content.ts";
import { streamedReply, takenReply, wholeReply } from "./reply.ts";
import { type InvokeRequest, readInvokeRequest } from "./request.ts";
import { findTarget, type Target } from "./target.ts";

/** What answers need. */
export interface InvokeService {
  readonly functions: Functions;
  readonly faults: Faults;
  readonly asynchronous: Asynchronous;
}

/**
 * Answers requests of the Lambda API's Invoke and InvokeWithResponseStream.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
export function answerInvoke(
  service: InvokeService,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  answer(service, message, response).catch((failure) => {
    if (response.headersSent) response.destroy(failure);
    else sendAnswer(errorAnswer(internalFailure(failure)), response);
  });
}

async function answer(
  service: InvokeService,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const request = await readInvokeRequest(message);
  const refuse = (error: ServiceError) => sendAnswer(errorAnswer(error), response);
  if (request === undefined) return refuse(unknownOperation(message.method ?? "", message.url ?? ""));
  const target =
    brokenConstraints(request) ?? findTarget(service.functions, request.functionName, request.qualifier);
  if ("status" in target) return refuse(target);
  const problem = contentProblem(request, target.function.config);
  if (problem !== undefined) return refuse(problem);
  if (request.invocationType === "DryRun") return sendAnswer(emptyAnswer(204), response);
  const fault = service.faults.take({
    functionName: target.function.config.name,
    payload: request.payload,
  });
  const answering = request.invocationType === "Event" ? accept : run;
  await service.faults.during(answering({ service, target, request, response, fault }));
}

interface Call {
  readonly service: InvokeService;
  readonly target: Target;
  readonly request: InvokeRequest;
  readonly response: ServerResponse;
  readonly fault: Fault | undefined;
}

/** What the answer to an event tells of its run. */
const TAKEN = { body: Buffer.alloc(0), failed: false, log: "" };

/** Takes the event, which the function gets later, and answers, as far as a fault lets it. */
async function accept({ service, target, request, response, fault }: Call): Promise<void> {
  const requestId = randomUUID();
  const { functionArn, version } = target;
  const { payload, tenantId } = request;
  const reply = takenReply(response, requestId);
  if (fault?.place === "before" && (await strike(fault.effect, { reply, response }))) return;
  service.asynchronous.accept(target.function, { requestId, payload, functionArn, version, tenantId });
  if (fault?.place === "after" && (await strike(fault.effect, { reply, response, content: TAKEN }))) return;
  reply.finish(TAKEN);
}

/** Runs the function and answers, as far as a fault lets it. */
async function run({ target, request, response, fault }: Call): Promise<void> {
  const requestId = randomUUID();
  const details = { requestId, version: target.version, withLog: request.logType === "Tail" };
  const reply =
    request.operation === "Invoke" ? wholeReply(response, details) : streamedReply(response, details);
  if (fault?.place === "before" && (await strike(fault.effect, { reply, response }))) return;
  if (target.function.isThrottled)
    return sendAnswer(errorAnswer(concurrencyExceeded(target.function.pool.reason)), response);
  const content = await target.function.invoke(request.payload, {
    requestId,
    version: target.version,
    functionArn: target.functionArn,
    tenantId: request.tenantId,
    clientContext: request.clientContext && decodeClientContext(request.clientContext),
    onChunk: fault?.place === "after" && withholdsAll(fault.effect) ? () => undefined : reply.onChunk,
  });
  if (fault?.place === "after" && (await strike(fault.effect, { reply, response, content }))) return;
  reply.finish(content);
}
