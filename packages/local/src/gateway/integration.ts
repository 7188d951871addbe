import { unknownName } from "../config/check.ts";
import type { InvocationResult } from "../lambda/environment/environment.ts";
import type { Functions } from "../lambda/functions.ts";
import type { LambdaFunction } from "../lambda/lambda-function.ts";
import { continueTrace, TRACE_HEADER } from "../trace.ts";
import { type ApiRequest, type ApiResponse, headerOf } from "./http-message.ts";

/** Answers a request of an API. */
export type ApiHandler = (request: ApiRequest) => Promise<ApiResponse>;

/** The result of an invocation for an API: the function's, refused for lack of concurrency, or too late. */
export type IntegrationResult = InvocationResult | "throttled" | "too late";

/** Invokes a function for an API, and waits no longer than the API does. */
export async function invokeForApi(
  target: LambdaFunction,
  { event, request }: { readonly event: Buffer; readonly request: ApiRequest },
  timeoutMs: number,
): Promise<IntegrationResult> {
  if (target.isThrottled) return "throttled";
  const trace = continueTrace(headerOf(request, TRACE_HEADER));
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<"too late">((resolve) => {
    timer = setTimeout(() => resolve("too late"), timeoutMs);
  });
  try {
    return await Promise.race([target.invoke(event, { trace }), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Finds the function that a route names. */
export function findFunction(api: string, functions: Functions, name: string): LambdaFunction {
  const found = functions.find(name);
  if (found) return found;
  throw unknownName(`api ${api}`, name, { kind: "function", names: functions.names });
}
