import { describe, unknownName } from "../config/check.ts";
import type { InvocationResult } from "../lambda/environment/environment.ts";
import { findTarget, type Target } from "../lambda/find-target.ts";
import { parseFunctionName } from "../lambda/function-name.ts";
import type { Functions } from "../lambda/functions.ts";
import { continueTrace, TRACE_HEADER } from "../trace.ts";
import { type ApiRequest, type ApiResponse, headerOf } from "./http-message.ts";

/** Answers a request of an API. */
export type ApiHandler = (request: ApiRequest) => Promise<ApiResponse>;

/** Finds the function and version for a call; an alias may choose another version each time. */
export type RouteTarget = () => Target;

/** The result of an invocation for an API: the function's, refused for lack of concurrency, or too late. */
export type IntegrationResult = InvocationResult | "throttled" | "too late";

/** A call of a function for an API. */
export interface ApiInvocation {
  readonly event: Buffer;
  readonly request: ApiRequest;
  /**
   * The id of the invocation.
   *
   * @default a new one
   */
  readonly requestId?: string;
  /** Called for each piece that a streaming handler writes. */
  readonly onChunk?: () => void;
}

/** Invokes a function for an API, and waits no longer than the API does. */
export async function invokeForApi(
  route: RouteTarget,
  { event, request, ...options }: ApiInvocation,
  timeoutMs: number,
): Promise<IntegrationResult> {
  const { function: target, version, functionArn } = route();
  if (target.isThrottled) return "throttled";
  const trace = target.enter(continueTrace(headerOf(request, TRACE_HEADER)));
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<"too late">((resolve) => {
    timer = setTimeout(() => resolve("too late"), timeoutMs);
  });
  try {
    const result = target.invoke(event, { ...options, trace, version, functionArn });
    return await Promise.race([result, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Finds the function that a route names, with its version or alias: `orders`, `orders:live`, or an ARN.
 *
 * @throws TypeError where there is no such function, version or alias in this account and region.
 */
export function findFunction(api: string, functions: Functions, name: string): RouteTarget {
  const where = `api ${api}`;
  const parsed = typeof name === "string" ? parseFunctionName(name) : undefined;
  if (parsed === undefined) throw unknownFunction(where, name, functions);
  const { region, accountId } = functions.account;
  if ((parsed.region ?? region) !== region || (parsed.accountId ?? accountId) !== accountId)
    throw new TypeError(
      `${where}: ${name} is of another account or region; local's functions are of ${accountId} in ${region} (its options accountId and region)`,
    );
  const find = () => findTarget(functions, name);
  if ("function" in find()) return () => targetOf(find());
  const found = functions.find(parsed.name);
  if (found === undefined) throw unknownFunction(where, name, functions);
  const { versions, aliases } = found;
  throw unknownName(`${where}: function ${parsed.name}`, parsed.qualifier ?? "", {
    kind: "version or alias",
    names: ["$LATEST", ...versions.keys(), ...aliases.keys()],
  });
}

function unknownFunction(where: string, name: unknown, { names }: Functions): TypeError {
  return unknownName(where, typeof name === "string" ? name : describe(name), { kind: "function", names });
}

/** Versions and aliases do not change: a target that was found once is found again. */
function targetOf(found: ReturnType<typeof findTarget>): Target {
  if ("function" in found) return found;
  throw new Error(`a route's function is gone: ${found.name}`);
}
