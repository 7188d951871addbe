import { checkNumber } from "../../config/check.ts";
import { Unproven } from "../../unproven.ts";
import { outputOf } from "../function-output.ts";
import type { ApiRequest } from "../http-message.ts";
import { type IntegrationResult, invokeForApi, type RouteTarget } from "../integration.ts";
import type { AuthorizerResults } from "./authorizer-results.ts";
import type { Grant } from "./grant.ts";

/** A function that authorizes requests. */
export interface LambdaAuthorizer {
  readonly name: string;
  readonly target: RouteTarget;
  readonly results: AuthorizerResults;
  /** Seconds for which an answer is kept. */
  readonly ttlSeconds: number;
  /** Reads the function's output; undefined where it is malformed. */
  readonly readGrant: (output: unknown) => Grant | undefined;
}

/** A request to authorize. */
export interface AuthorizerCall {
  readonly request: ApiRequest;
  /** The event of the function. */
  readonly event: unknown;
  /** The key of the answer, if it may be kept. */
  readonly key: string | undefined;
}

/**
 * The outcome of an authorizer: its answer, `unauthorized` where the function failed with exactly that word, or `failed` for
 * every other failure, a refused invocation and a malformed answer.
 */
export type AuthorizerOutcome =
  | { readonly grant: Grant; readonly latencyMs: number }
  | "unauthorized"
  | "failed";

/** API Gateway's limit for an authorizer, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** Finds the kept answer of an authorizer, or asks its function. */
export async function authorize(
  { name, target, results, ttlSeconds, readGrant }: LambdaAuthorizer,
  { request, event, key }: AuthorizerCall,
): Promise<AuthorizerOutcome> {
  const kept = key === undefined ? undefined : results.find(key);
  if (kept !== undefined) return { grant: kept, latencyMs: 0 };
  const start = performance.now();
  const invocation = { event: Buffer.from(JSON.stringify(event)), request, authorizer: name };
  const answer = await invokeForApi(target, invocation, TIMEOUT_MS);
  const output = outputIn(answer);
  if (output === "unauthorized" || output === "failed") return output;
  const grant = readGrant(output.output);
  if (grant === undefined) return "failed";
  if (key !== undefined) results.keep(key, grant, ttlSeconds);
  return { grant, latencyMs: Math.round(performance.now() - start) };
}

/**
 * Checks the time for which answers are kept.
 *
 * @throws TypeError naming the range.
 */
export function checkTtl(where: string, seconds: number): void {
  checkNumber(`${where}.authorizerResultTtlInSeconds`, seconds, { unit: "seconds", least: 0, most: 3600 });
}

function outputIn(answer: IntegrationResult): { readonly output: unknown } | "unauthorized" | "failed" {
  if (answer === "too late") throw new Unproven("an authorizer that takes longer than 30 seconds");
  if ("status" in answer || "failsWith" in answer) return "failed";
  if (answer.failed) return isUnauthorized(answer.body) ? "unauthorized" : "failed";
  return outputOf(answer) ?? "failed";
}

/** The message decides, and it must be exactly this word. */
function isUnauthorized(body: Buffer): boolean {
  const { output } = outputOf({ body, failed: false }) ?? {};
  return (
    typeof output === "object" && output !== null && Reflect.get(output, "errorMessage") === "Unauthorized"
  );
}
