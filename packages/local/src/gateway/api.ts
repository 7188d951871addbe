import type { IncomingMessage } from "node:http";
import { checkNumber, checkObject, checkWhole, describe } from "../config/check.ts";
import type { Functions } from "../lambda/functions.ts";
import { listen } from "../loopback-server.ts";
import { Unproven } from "../unproven.ts";
import { refuseWebPages, type Visitors } from "../web-pages.ts";
import { alb } from "./alb/alb.ts";
import type { ApiConfig } from "./api-config.ts";
import { functionUrl } from "./http/function-url.ts";
import { httpApi } from "./http/http-api.ts";
import { type ApiResponse, readRequest, sendResponse } from "./http-message.ts";
import type { ApiHandler } from "./integration.ts";
import { restApi } from "./rest/rest-api.ts";
import { checkResponse, unprovenResponse } from "./unproven-response.ts";

/** A running API. */
export interface Api {
  readonly url: string;
  close(): Promise<void>;
}

/** The service that an API is part of. */
export interface ApiService {
  readonly functions: Functions;
  readonly visitors: Visitors;
}

/**
 * Starts an API in front of functions, on a port of its own.
 *
 * @throws TypeError when its configuration is wrong.
 */
export async function startApi(
  name: string,
  config: ApiConfig,
  { functions, visitors }: ApiService,
): Promise<Api> {
  const front = frontOf(name, config, functions);
  const server = await listen((message, response) => {
    if (refuseWebPages(message, response, visitors)) return;
    readRequest(message)
      .then(front)
      .then(checkResponse)
      .catch(orUnproven)
      .then((answer) => sendResponse(answer, response))
      .catch((failure) => {
        // A client that broke off its request needs no answer, and its user no message.
        if (message.complete) reportFailure(name, message, failure);
        response.destroy();
      });
  }, config.port);
  return { url: `http://127.0.0.1:${server.port}${stagePath(config)}`, close: () => server.close() };
}

function stagePath(config: ApiConfig): string {
  return "stage" in config && config.stage !== undefined ? `/${config.stage}` : "";
}

/** Writes to stderr why a request got no answer: a client sees only that its connection was closed. */
function reportFailure(name: string, { method, url }: IncomingMessage, failure: unknown): void {
  const why = failure instanceof Error ? failure.stack : failure;
  process.stderr.write(`@faultwire/local: api ${name} could not answer ${method} ${url}: ${why}\n`);
}

/** The longest that a function can run. */
const LONGEST_TIMEOUT_MS = 900_000;

function orUnproven(failure: unknown): ApiResponse {
  if (failure instanceof Unproven) return unprovenResponse(failure);
  throw failure;
}

function frontOf(name: string, config: ApiConfig, functions: Functions): ApiHandler {
  checkObject(`api ${name}`, config);
  if ("port" in config) checkWhole(`api ${name}: port`, config.port, { least: 1, most: 65_535 });
  if ("timeoutMs" in config) {
    const range = { unit: "milliseconds", above: 0, most: LONGEST_TIMEOUT_MS };
    checkNumber(`api ${name}: timeoutMs`, config.timeoutMs, range);
  }
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
        `api ${name}: type is "rest", "http", "function-url" or "alb"; it is ${describe(Reflect.get(config, "type"))}`,
      );
  }
}
