import { checkMembers, checkOneOf } from "../../config/check.ts";
import { Unproven } from "../../unproven.ts";
import type { ApiService } from "../api-service.ts";
import type { RequestAuthorizer, TokenAuthorizer } from "../authorizers/authorizer-config.ts";
import { type Grant, readPolicyGrant } from "../authorizers/grant.ts";
import { authorize, checkTtl, type LambdaAuthorizer } from "../authorizers/lambda-authorizer.ts";
import { findFunction } from "../integration.ts";
import type { GatewayRefusal } from "./gateway-response.ts";
import { compileJavaPattern } from "./java-pattern.ts";
import { type MethodGuard, withContext } from "./method-guard.ts";
import { compileSource, type ParameterSource } from "./parameter-source.ts";
import type { RestCall } from "./rest-call.ts";
import { authorizerEvent } from "./rest-event.ts";

const TOKEN: Record<keyof TokenAuthorizer, true> = {
  type: true,
  function: true,
  identitySource: true,
  identityValidationExpression: true,
  authorizerResultTtlInSeconds: true,
};
const REQUEST: Record<keyof RequestAuthorizer, true> = {
  type: true,
  function: true,
  identitySource: true,
  authorizerResultTtlInSeconds: true,
};
const TTL_SECONDS = 300;
const UNAUTHORIZED: GatewayRefusal = { type: "UNAUTHORIZED" };
const FAILED: GatewayRefusal = { type: "AUTHORIZER_CONFIGURATION_ERROR" };
/** As captured (2018, and with a denial 2025). */
const NOT_AUTHORIZED = "User is not authorized to access this resource";
const DENIED = `${NOT_AUTHORIZED} with an explicit deny in an identity-based policy`;

/** An authorizer of one REST API. */
export interface RestAuthorizerPlace {
  readonly api: string;
  readonly name: string;
  readonly service: ApiService;
}

/**
 * Makes the guard of a Lambda authorizer.
 *
 * @throws TypeError naming the API, the authorizer, the member and what to do.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export function lambdaGuard(
  place: RestAuthorizerPlace,
  config: TokenAuthorizer | RequestAuthorizer,
): MethodGuard {
  const where = `api ${place.api}: authorizers.${place.name}`;
  checkOneOf(`${where}.type`, config.type, ["token", "request"]);
  const { authorizerResultTtlInSeconds: ttlSeconds = TTL_SECONDS } = config;
  checkTtl(where, ttlSeconds);
  const identify = config.type === "token" ? tokenOf(where, config) : partsOf(where, config, ttlSeconds);
  const authorizer: LambdaAuthorizer = {
    name: place.name,
    target: findFunction(place.api, place.service, config.function),
    results: place.service.authorizerResults,
    ttlSeconds,
    readGrant: readRestGrant,
  };
  return async (call) => {
    const identity = identify(call);
    if (identity === undefined) return UNAUTHORIZED;
    const methodArn = methodArnOf(place, call);
    const event =
      config.type === "token"
        ? { type: "TOKEN", methodArn, authorizationToken: identity[0] }
        : { type: "REQUEST", methodArn, ...authorizerEvent(call) };
    const key = ttlSeconds > 0 ? JSON.stringify([place.api, place.name, identity]) : undefined;
    const outcome = await authorize(authorizer, { request: call.request, event, key });
    if (outcome === "unauthorized") return UNAUTHORIZED;
    return outcome === "failed" ? FAILED : decide(call, outcome, methodArn);
  };
}

/** Finds what identifies a request; undefined where something is missing that must be there. */
type Identify = (call: RestCall) => readonly string[] | undefined;

function tokenOf(where: string, config: TokenAuthorizer): Identify {
  checkMembers(where, config, TOKEN);
  const { identitySource = "method.request.header.Authorization", identityValidationExpression } = config;
  if (!/^method\.request\.header\.\S+$/.test(identitySource))
    throw new TypeError(
      `${where}.identitySource is method.request.header.<name> for a token; it is ${JSON.stringify(identitySource)}`,
    );
  const read = compileSource(`${where}.identitySource`, identitySource, ["request"]);
  const isValid =
    identityValidationExpression === undefined
      ? () => true
      : compileJavaPattern(`${where}.identityValidationExpression`, identityValidationExpression);
  return (call) => {
    const token = read(call);
    return token && isValid(token) ? [token] : undefined;
  };
}

function partsOf(where: string, config: RequestAuthorizer, ttlSeconds: number): Identify {
  checkMembers(where, config, REQUEST);
  const written = config.identitySource?.split(/\s*,\s*/).filter((source) => source !== "") ?? [];
  if (written.length === 0 && ttlSeconds > 0)
    throw new TypeError(
      `${where}: answers are kept by the identitySource; name one, or set authorizerResultTtlInSeconds to 0`,
    );
  const sources = written.map((source): ParameterSource => {
    return compileSource(`${where}.identitySource`, source, ["request", "context"]);
  });
  return (call) => {
    const parts = sources.map((read) => read(call) ?? "");
    // "When caching is disabled ... API Gateway does not perform any validation".
    return ttlSeconds > 0 && parts.includes("") ? undefined : parts;
  };
}

function methodArnOf({ api, service }: RestAuthorizerPlace, { request, requestContext }: RestCall): string {
  const { region, accountId } = service.functions.account;
  return `arn:aws:execute-api:${region}:${accountId}:${api}/${requestContext.stage}/${request.method}${request.path}`;
}

/** "You cannot set a JSON object or array as a valid value of any key in the context map." */
function readRestGrant(output: unknown): Grant | undefined {
  const grant = readPolicyGrant(output);
  const values = Object.entries(grant?.context ?? {});
  const none = values.find(([, value]) => value === null);
  if (none !== undefined) throw new Unproven(`null as ${none[0]} in the context of an authorizer`);
  return values.some(([, value]) => typeof value === "object") ? undefined : grant;
}

function decide(
  call: RestCall,
  { grant, latencyMs }: { readonly grant: Grant; readonly latencyMs: number },
  methodArn: string,
): RestCall | GatewayRefusal {
  const context = Object.entries(grant.context ?? {}).map(([name, value]) => [name, String(value)] as const);
  const authorized = withContext(call, {
    authorizer: {
      ...Object.fromEntries(context),
      principalId: grant.principalId,
      integrationLatency: latencyMs,
    },
  });
  const { usageIdentifierKey } = grant;
  const decision = grant.decide(methodArn);
  if (decision === "allow") return { ...authorized, ...(usageIdentifierKey && { usageIdentifierKey }) };
  const message = decision === "explicit deny" ? DENIED : NOT_AUTHORIZED;
  return { type: "ACCESS_DENIED", message, context: authorized.context };
}
