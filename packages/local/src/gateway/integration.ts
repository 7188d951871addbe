import { setTimeout as wait } from "node:timers/promises";
import { describe, unknownName } from "../config/check.ts";
import type { CalledApi } from "../faults/call-route.ts";
import type { InjectionEffect } from "../faults/injection-effect.ts";
import type { Injections } from "../faults/injections.ts";
import type { InvocationResult } from "../lambda/environment/environment.ts";
import { findTarget, type Target } from "../lambda/find-target.ts";
import { parseFunctionName } from "../lambda/function-name.ts";
import type { Functions } from "../lambda/functions.ts";
import { concurrencyExceeded, type ServiceError } from "../lambda/service-error.ts";
import { continueTrace, TRACE_HEADER } from "../trace.ts";
import { type ApiRequest, type ApiResponse, headerOf } from "./http-message.ts";

/** The functions that APIs call, and the permissions and failures of their calls. */
export interface FunctionService {
  readonly functions: Functions;
  readonly injections: Injections;
  /** Permits or refuses a call of a function. */
  readonly mayInvoke: (target: Target, invocation: ApiInvocation) => boolean;
  /**
   * Whether a request deployed the API: as on AWS, its functions need not be there.
   *
   * @default false
   */
  readonly isDeployed?: boolean;
}

/** Answers a request of an API. */
export type ApiHandler = (request: ApiRequest) => Promise<ApiResponse>;

/** The function behind a route of an API. */
export interface RouteTarget extends Pick<FunctionService, "injections" | "mayInvoke"> {
  /**
   * Finds the function and version for a call; an alias may choose another version each time. Undefined where it is not there,
   * as after it was deleted.
   */
  readonly find: () => Target | undefined;
}

/**
 * The result of an invocation for an API: the function's answer, why Lambda did not run it, a status with which the API itself
 * fails, or that it came too late.
 */
export type IntegrationResult = IntegrationAnswer | ServiceError | GatewayFailure | "too late";

/** A function's answer, as an API reads it. */
export type IntegrationAnswer = Pick<InvocationResult, "body" | "failed" | "requestId">;

/** Whether a result is a function's answer. */
export function isAnswer(integration: IntegrationResult): integration is IntegrationAnswer {
  return typeof integration === "object" && "failed" in integration;
}

/** A failure of the API itself: a test injected it, or the API may not call the function. */
interface GatewayFailure {
  readonly failsWith: number;
}

/** A call of a function for an API. */
export interface ApiInvocation {
  readonly event: Buffer;
  readonly request: ApiRequest;
  /** The API and route of the call; a call of an authorizer has none. */
  readonly api?: CalledApi;
  /** The name of the authorizer that the function is called for. */
  readonly authorizer?: string;
  /**
   * The id of the invocation.
   *
   * @default a new one
   */
  readonly requestId?: string;
  /** Called for each piece that a streaming handler writes. */
  readonly onChunk?: (chunk: Buffer, contentType: string) => void;
}

/** Thrown where a test has the connection of a client reset in place of an answer. */
export class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";
}

/**
 * Invokes a function for an API, and waits no longer than the API does.
 *
 * @throws ConnectionReset
 */
export async function invokeForApi(
  route: RouteTarget,
  invocation: ApiInvocation,
  timeoutMs: number,
): Promise<IntegrationResult> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<"too late">((resolve) => {
    if (!route.find()?.function.isDebugged) timer = setTimeout(() => resolve("too late"), timeoutMs);
  });
  try {
    return await Promise.race([invoke(route, invocation), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function invoke(
  { find, injections, mayInvoke }: RouteTarget,
  invocation: ApiInvocation,
): Promise<IntegrationResult> {
  const { event, request, api, authorizer: _, ...options } = invocation;
  const found = find();
  if (found === undefined || !mayInvoke(found, invocation)) return { failsWith: 500 };
  const { function: target, version, functionArn } = found;
  const call = { functionName: target.name, payload: event, step: "api" } as const;
  const injection = injections.take({ ...call, ...(api && { api }) });
  if (injection?.place === "before") {
    const result = await failed(injection.effect, request);
    if (result !== undefined) return result;
  }
  if (target.isThrottled) return concurrencyExceeded(target.pool.reason);
  const trace = target.enter(continueTrace(headerOf(request, TRACE_HEADER)));
  const after = injection?.place === "after" ? injection.effect : undefined;
  const onChunk = after === undefined || passesStream(after) ? options.onChunk : () => undefined;
  const answer = await target.invoke(event, { ...options, onChunk, trace, version, functionArn });
  return (after === undefined ? undefined : await failed(after, request)) ?? answer;
}

/** Whether a client gets what a function streams although its call fails: it is only late, or cut. */
function passesStream({ type }: InjectionEffect): boolean {
  return type === "delay" || type === "cut";
}

/** Makes the result that an injection puts in the place of the function's, if it does. */
async function failed(
  effect: InjectionEffect,
  { id, connection }: ApiRequest,
): Promise<IntegrationResult | undefined> {
  switch (effect.type) {
    case "reset":
      throw new ConnectionReset();
    case "cut":
      connection.isCut = true;
      return undefined;
    case "service error":
      return effect.error;
    case "gateway error":
      return { failsWith: effect.status };
    case "function error":
      return { body: effect.payload, failed: true, requestId: id };
    case "delay":
      // A delay keeps no process alive that has nothing else to do.
      await wait(effect.milliseconds, undefined, { ref: false });
      return undefined;
    default:
      // Events that come twice or get lost are not requests.
      return undefined;
  }
}

/**
 * Finds the function that a route names, with its version or alias: `orders`, `orders:live`, or an ARN.
 *
 * @throws TypeError where there is no such function, version or alias in this account and region.
 */
export function findFunction(api: string, service: FunctionService, name: string): RouteTarget {
  const { functions, injections, mayInvoke, isDeployed = false } = service;
  const find = () => {
    const target = findTarget(functions, name);
    return "function" in target ? target : undefined;
  };
  if (!isDeployed && (typeof name !== "string" || find() === undefined)) throw notThere(api, functions, name);
  return { find, injections, mayInvoke };
}

/** Says why there is no function of a name, or not its version or alias. */
function notThere(api: string, functions: Functions, name: string): TypeError {
  const where = `api ${api}`;
  const parsed = typeof name === "string" ? parseFunctionName(name) : undefined;
  if (parsed === undefined) return unknownFunction(where, name, functions);
  const { region, accountId } = functions.account;
  if ((parsed.region ?? region) !== region || (parsed.accountId ?? accountId) !== accountId)
    return new TypeError(
      `${where}: ${name} is of another account or region; local's functions are of ${accountId} in ${region} (its options accountId and region)`,
    );
  const found = functions.find(parsed.name);
  if (found === undefined) return unknownFunction(where, name, functions);
  const { latest, versions, aliases } = found;
  return unknownName(`${where}: function ${parsed.name}`, parsed.qualifier ?? "", {
    kind: "version or alias",
    names: [latest, ...versions.keys(), ...aliases.keys()],
  });
}

function unknownFunction(where: string, name: unknown, { names }: Functions): TypeError {
  return unknownName(where, typeof name === "string" ? name : describe(name), { kind: "function", names });
}
