import { setTimeout as wait } from "node:timers/promises";
import type { InvocationResult } from "../lambda/environment/environment.ts";
import type { InvokeOptions, LambdaFunction } from "../lambda/lambda-function.ts";
import {
  concurrencyExceeded,
  internalFailure,
  recursiveInvocation,
  type ServiceError,
} from "../lambda/service-error.ts";
import type { InjectionEffect } from "./injection-effect.ts";
import type { Injections } from "./injections.ts";

/**
 * A call of a function by the service that has its events: a queue, a stream, the queue of asynchronous events, or S3 Batch
 * Operations, which call as a client does.
 */
export interface Delivery {
  readonly target: LambdaFunction;
  readonly payload: Buffer;
  readonly step: "invoke" | "event" | "queue" | "stream";
  readonly options?: InvokeOptions;
}

/** The part of a function's answer that a service reads. */
export type FunctionAnswer = Pick<InvocationResult, "body" | "failed">;

/** The result of a delivery: the function's answer, why it did not run, or nothing at all of an event that is lost. */
export type DeliveryResult = FunctionAnswer | ServiceError | "lost";

/** Gives a function its events, as far as an injection lets it. */
export function deliver(injections: Injections, delivery: Delivery): Promise<DeliveryResult> {
  const work = () => giveEvents(injections, delivery);
  const { observer } = injections;
  if (observer === undefined) return work();
  const { target, payload, options } = delivery;
  return observer.delivery({ functionName: target.name, requestId: options?.requestId, payload }, work);
}

async function giveEvents(injections: Injections, delivery: Delivery): Promise<DeliveryResult> {
  const { target, payload, step } = delivery;
  const injection = injections.take({ functionName: target.name, payload, step });
  if (injection?.place === "before") {
    const result = await failed(injection.effect);
    if (result !== undefined) return result;
  }
  const result = await attempt(delivery);
  if (injection?.place !== "after" || !("ran" in result)) return result;
  if (injection.effect.type === "duplicate") return result.failed ? result : attempt(delivery);
  return (await failed(injection.effect)) ?? result;
}

/** Runs the function, or says why it cannot run. */
async function attempt({ target, payload, options }: Delivery): Promise<InvocationResult | ServiceError> {
  if (options?.trace !== undefined && target.isLooping(options.trace)) return recursiveInvocation();
  if (target.isThrottled) return concurrencyExceeded(target.pool.reason);
  try {
    return await target.invoke(payload, options);
  } catch (failure) {
    // No environment could be made.
    return internalFailure(failure);
  }
}

/** Makes the result that an injection puts in the place of the function's, if it does. */
async function failed(effect: InjectionEffect): Promise<DeliveryResult | undefined> {
  switch (effect.type) {
    case "delay":
      await wait(effect.milliseconds, undefined, { ref: false });
      return undefined;
    case "function error":
      return { body: effect.payload, failed: true };
    case "service error":
      return effect.error;
    case "lost":
      return "lost";
    default:
      return CONNECTION_BROKEN;
  }
}

/** The failure of a connection within Lambda, which most services take for one of Lambda. */
export const CONNECTION_BROKEN: ServiceError = {
  name: "ServiceException",
  status: 500,
  body: { Type: "Service", Message: "Injected by @faultwire/local" },
};
