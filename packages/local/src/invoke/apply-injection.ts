import type { ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { InjectionEffect } from "../faults/injection-effect.ts";
import { resetConnection } from "../reset-connection.ts";
import type { InvokeReply } from "./invoke-reply.ts";
import { errorResponse, type InvokeResult, sendResponse } from "./invoke-response.ts";

/** The call that an injection applies to. */
export interface InjectionTarget {
  readonly reply: InvokeReply;
  readonly response: ServerResponse;
  /** The function's answer, if it ran. */
  readonly content?: InvokeResult;
}

/** Applies an injection to a call, and returns whether the response was sent. */
export async function applyInjection(
  effect: InjectionEffect,
  { reply, response, content }: InjectionTarget,
): Promise<boolean> {
  switch (effect.type) {
    case "reset":
      resetConnection(response.socket);
      return true;
    case "cut":
      if (content !== undefined) reply.cut(content);
      return true;
    case "service error":
      sendResponse(errorResponse(effect.error), response);
      return true;
    case "function error":
      reply.finish({ body: effect.payload, failed: true, log: content?.log });
      return true;
    case "delay":
      // A delay keeps no process alive that has nothing else to do.
      await wait(effect.milliseconds, undefined, { ref: false });
      return false;
    default:
      // The other effects are not for requests of the Lambda API.
      return false;
  }
}

/** Whether an injection keeps everything that a function streams from the caller. */
export function suppressesStream({ type }: InjectionEffect): boolean {
  return type === "reset" || type === "service error";
}
