import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { checkNumber, checkObject, checkWhole, describe } from "../config/check.ts";
import { NoEnvironment } from "../lambda/descriptor-reserve.ts";
import { type ConnectionRules, listen } from "../loopback-server.ts";
import { resetConnection } from "../reset-connection.ts";
import { Unproven } from "../unproven.ts";
import { refuseWebPages, type Visitors } from "../web-pages.ts";
import { writeLine } from "../write-line.ts";
import { alb } from "./alb/alb.ts";
import type { ApiConfig } from "./api-config.ts";
import type { ApiService } from "./api-service.ts";
import { namedOrigins } from "./cors.ts";
import { functionUrl } from "./http/function-url.ts";
import { httpApi } from "./http/http-api.ts";
import { type ApiResponse, readRequest, sendResponse } from "./http-message.ts";
import { type ApiHandler, ConnectionReset } from "./integration.ts";
import { LONGEST_TIMEOUT_MS } from "./limits.ts";
import { restApi } from "./rest/rest-api.ts";
import { checkResponse, shortageResponse, unprovenResponse } from "./unproven-response.ts";

/** A running API. */
export interface Api {
  readonly url: string;
  /** Replaces what answers later requests. */
  replace(front: ApiHandler): void;
  close(): Promise<void>;
}

/** The rules of an API's connections. */
interface ApiListener {
  readonly visitors: Visitors;
  readonly connectionRules: ConnectionRules;
}

/**
 * Starts an API in front of functions, on a port of its own.
 *
 * @throws TypeError when its configuration is wrong.
 */
export async function startApi(
  name: string,
  config: ApiConfig,
  { visitors, connectionRules, ...service }: ApiService & ApiListener,
): Promise<Api> {
  let front = frontOf(name, config, service);
  const named = "cors" in config && config.cors !== undefined ? namedOrigins(config.cors) : [];
  const allowed = { ...visitors, origins: [...visitors.origins, ...named] };
  const serve: RequestListener = (message, response) => {
    if (refuseWebPages(message, response, allowed)) return;
    const work = () => answerApi({ name, front }, message, response);
    const { observer } = service.functions;
    if (observer === undefined) work();
    else observer.request({ type: "api", name, kind: config.type }, { message, response }, work);
  };
  const server = await listen(serve, config.port, connectionRules);
  return {
    url: `http://127.0.0.1:${server.port}${stagePath(config)}`,
    replace: (next) => {
      front = next;
    },
    close: () => server.close(),
  };
}

/** An API by name, and what answers its requests. */
export interface NamedFront {
  readonly name: string;
  readonly front: ApiHandler;
}

/** Answers a request of an API; writes to stderr why one gets no answer. */
export function answerApi(
  { name, front }: NamedFront,
  message: IncomingMessage,
  response: ServerResponse,
): void {
  answer(front, message, response).catch((failure) => {
    if (failure instanceof ConnectionReset) return resetConnection(response.socket);
    // A client that has gone needs no answer, and its user no message; nor does one that has its status.
    if (message.complete && !response.headersSent && !response.destroyed)
      reportFailure(name, message, failure);
    response.destroy();
  });
}

async function answer(front: ApiHandler, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(message);
  const answer = await front(request).then(checkResponse).catch(toResponse);
  await sendResponse(answer, response, request.connection);
}

function stagePath(config: ApiConfig): string {
  return "stage" in config && config.stage !== undefined ? `/${config.stage}` : "";
}

/** Writes to stderr why a request got no answer: a client sees only that its connection was closed. */
function reportFailure(name: string, { method, url }: IncomingMessage, failure: unknown): void {
  const why = failure instanceof Error ? failure.stack : failure;
  writeLine(`api ${name} could not answer ${method} ${url}: ${why}`);
}

/** Makes the response for what is not known, and for a shortage on this machine, which AWS has not. */
function toResponse(failure: unknown): ApiResponse {
  if (failure instanceof Unproven) return unprovenResponse(failure);
  if (failure instanceof NoEnvironment) return shortageResponse(failure);
  throw failure;
}

/**
 * Makes what answers the requests of an API.
 *
 * @throws TypeError when its configuration is wrong.
 */
export function frontOf(name: string, config: ApiConfig, service: ApiService): ApiHandler {
  checkObject(`api ${name}`, config);
  if ("port" in config) checkWhole(`api ${name}: port`, config.port, { least: 1, most: 65_535 });
  if ("timeoutMs" in config) {
    const range = { unit: "milliseconds", above: 0, most: LONGEST_TIMEOUT_MS };
    checkNumber(`api ${name}: timeoutMs`, config.timeoutMs, range);
  }
  switch (config.type) {
    case "rest":
      return restApi(name, config, service);
    case "http":
      return httpApi(name, config, service);
    case "function-url":
      return functionUrl(name, config, service);
    case "alb":
      return alb(name, config, service);
    default:
      throw new TypeError(
        `api ${name}: type is "rest", "http", "function-url" or "alb"; it is ${describe(Reflect.get(config, "type"))}`,
      );
  }
}
