import type { Functions } from "../functions.ts";
import type { Answer, LambdaFunction } from "../lambda-function.ts";
import { listen, refuseWebPages } from "../loopback-server.ts";
import { alb } from "./alb.ts";
import type { ApiConfig } from "./api-config.ts";
import { functionUrl } from "./function-url.ts";
import { httpApi } from "./http-api.ts";
import { type Request, type Response, readRequest, sendResponse } from "./http-message.ts";
import { restApi } from "./rest-api.ts";
import { checkHeaders, Unproven, unprovenResponse } from "./unproven.ts";

/** A running API. */
export interface Api {
  readonly url: string;
  close(): Promise<void>;
}

/** What an API does with a request. */
export type Front = (request: Request) => Promise<Response>;

/** How an integration's invocation ended: with an answer, refused for want of capacity, or too late. */
export type Integration = Answer | "throttled" | "too late";

/**
 * Starts an API in front of functions, on a port of its own.
 *
 * @throws TypeError when its configuration is wrong.
 */
export async function startApi(name: string, config: ApiConfig, functions: Functions): Promise<Api> {
  const front = frontOf(name, config, functions);
  const server = await listen((message, response) => {
    if (refuseWebPages(message, response)) return;
    readRequest(message)
      .then(front)
      .then(checkHeaders)
      .catch(orUnproven)
      .then((answer) => sendResponse(answer, response))
      .catch((failure) => response.destroy(failure));
  });
  return { url: `http://127.0.0.1:${server.port}`, close: () => server.close() };
}

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
  throw new TypeError(`api ${api}: there is no function ${name}; there are ${functions.names.join(", ")}`);
}

function checkTimeout(name: string, timeoutMs: number): void {
  if (timeoutMs > 0) return;
  throw new TypeError(`api ${name}: timeoutMs is in milliseconds, above 0; it is ${timeoutMs}`);
}

function orUnproven(failure: unknown): Response {
  if (failure instanceof Unproven) return unprovenResponse(failure);
  throw failure;
}

function frontOf(name: string, config: ApiConfig, functions: Functions): Front {
  if ("timeoutMs" in config) checkTimeout(name, config.timeoutMs ?? Number.NaN);
  switch (config.type) {
    case "rest":
      return restApi(name, config, functions);
    case "http":
      return httpApi(name, config, functions);
    case "function-url":
      return functionUrl(name, config, functions);
    case "alb":
      return alb(name, config, functions);
    default:
      throw new TypeError(
        `api ${name}: type is "rest", "http", "function-url" or "alb"; it is ${JSON.stringify((config as ApiConfig).type)}`,
      );
  }
}
