import { setTimeout as wait } from "node:timers/promises";
import { CONNECTION_BROKEN, type DeliveryResult, deliver } from "../../faults/deliver.ts";
import { findTarget, type Target } from "../../lambda/find-target.ts";
import type { ServiceError } from "../../lambda/service-error.ts";
import { isStateObject, type StateData } from "../model/state-data.ts";
import { EvaluationFailure, StateFailure } from "../model/state-failure.ts";
import { functionFailure, noAnswer, serviceFailure } from "./function-failure.ts";
import { invokeResult } from "./invoke-result.ts";
import { checkSize } from "./size-limit.ts";
import { TaskEvents } from "./task-events.ts";
import type { TaskResource } from "./task-resource.ts";
import type { Visit } from "./visit.ts";

/** One try of a task. */
export interface TaskCall {
  readonly resource: TaskResource;
  readonly args: StateData;
  readonly timeoutSeconds: number;
}

/** Calls the function of a task once, and returns the result of the task. */
export async function callFunction(visit: Visit, call: TaskCall): Promise<StateData> {
  const { thread } = visit;
  const { resource, args, timeoutSeconds } = call;
  const events = new TaskEvents(thread, resource);
  events.scheduled(args, timeoutSeconds);
  try {
    const invocation = invocationOf(call);
    const answer = await answerInTime(visit, invocation, timeoutSeconds);
    thread.checkStopped();
    const result = resultOf(resource, answer);
    checkSize(result, resource.type === "invoke" ? "lambda" : resource.arn);
    events.succeeded(result);
    return result;
  } catch (failure) {
    thread.checkStopped();
    if (failure instanceof StateFailure) events.failed(failure);
    throw failure;
  }
}

/** The function that is called, and its event. */
interface FunctionInvocation {
  readonly functionName: string;
  readonly qualifier: string | undefined;
  readonly payload: StateData;
}

function invocationOf({ resource, args }: TaskCall): FunctionInvocation {
  if (resource.type === "function")
    return { functionName: resource.arn, qualifier: undefined, payload: args };
  const { FunctionName, Qualifier, Payload = {} } = isStateObject(args) ? args : {};
  if (typeof FunctionName !== "string" || (Qualifier !== undefined && typeof Qualifier !== "string"))
    throw new EvaluationFailure(
      "States.Runtime",
      `The Parameters '${JSON.stringify(args)}' could not be used to start the Task: FunctionName and Qualifier are texts`,
    );
  return { functionName: FunctionName, qualifier: Qualifier, payload: Payload };
}

/** The answer of a function, with the version that ran. */
interface Answer {
  readonly result: Exclude<DeliveryResult, "lost">;
  readonly version: string;
}

/** Time-outs are of real time, as functions take real time. The clock waits for a function that runs on after one. */
async function answerInTime(visit: Visit, invocation: FunctionInvocation, seconds: number): Promise<Answer> {
  const { work } = visit.thread.execution;
  const ended = new AbortController();
  work.enter();
  const answering = answerOf(visit, invocation).finally(() => {
    ended.abort();
    work.leave();
  });
  // The longest wait of a timer is 24 days.
  const milliseconds = Math.min(seconds * 1000, 2 ** 31 - 1);
  const late = wait(milliseconds, undefined, { ref: false, signal: ended.signal }).then(
    (): Answer => {
      throw new StateFailure("States.Timeout", undefined);
    },
    // The function was in time.
    () => answering,
  );
  return await Promise.race([answering, late]);
}

async function answerOf(
  visit: Visit,
  { functionName, qualifier, payload }: FunctionInvocation,
): Promise<Answer> {
  const { service, trace } = visit.thread.execution;
  const target: Target | ServiceError = findTarget(service.functions, functionName, qualifier);
  if ("status" in target) return { result: target, version: "" };
  const { function: called, version, functionArn } = target;
  const result = await deliver(service.injections, {
    target: called,
    payload: Buffer.from(JSON.stringify(payload)),
    step: "invoke",
    options: { version, functionArn, trace: called.enter(trace) },
  });
  // Only events are lost.
  return { result: result === "lost" ? CONNECTION_BROKEN : result, version };
}

function resultOf(resource: TaskResource, { result, version }: Answer): StateData {
  if (result === CONNECTION_BROKEN) throw noAnswer();
  if ("status" in result) throw serviceFailure(result);
  if (result.failed) throw functionFailure(result.body, { isCompact: resource.type === "invoke" });
  const payload = readPayload(result.body);
  return resource.type === "invoke"
    ? invokeResult(payload, { version, length: result.body.length })
    : payload;
}

/** An answer of a custom runtime need not be JSON. */
function readPayload(body: Buffer): StateData {
  const text = body.toString("utf8");
  try {
    // The cast: what JSON.parse returns is JSON.
    return JSON.parse(text) as StateData;
  } catch {
    return text;
  }
}
