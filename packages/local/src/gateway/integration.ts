import { unknownName } from "../config/check.ts";
import type { Functions } from "../lambda/functions.ts";
import type { Answer, LambdaFunction } from "../lambda/lambda-function.ts";
import type { Request, Response } from "./http-message.ts";

/** What an API does with a request. */
export type Front = (request: Request) => Promise<Response>;

/** How an integration's invocation ended: with an answer, refused for want of capacity, or too late. */
export type Integration = Answer | "throttled" | "too late";

/** Invokes a function for an API, and waits no longer than the API does. */
export async function integrate(
  target: LambdaFunction,
  event: Buffer,
  timeoutMs: number,
): Promise<Integration> {
  if (target.isThrottled) return "throttled";
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<"too late">((resolve) => {
    timer = setTimeout(() => resolve("too late"), timeoutMs);
  });
  try {
    return await Promise.race([target.invoke(event), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Finds the function that a route names. */
export function functionOf(api: string, functions: Functions, name: string): LambdaFunction {
  const found = functions.find(name);
  if (found) return found;
  throw unknownName(`api ${api}`, name, { kind: "function", names: functions.names });
}
