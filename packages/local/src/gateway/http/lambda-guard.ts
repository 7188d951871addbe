import { checkBoolean, checkMembers, checkOneOf } from "../../config/check.ts";
import type { ApiService } from "../api-service.ts";
import type { HttpRequestAuthorizer } from "../authorizers/authorizer-config.ts";
import { type Grant, readPolicyGrant, readSimpleGrant } from "../authorizers/grant.ts";
import { authorize, checkTtl, type LambdaAuthorizer } from "../authorizers/lambda-authorizer.ts";
import { findFunction } from "../integration.ts";
import type { Authorization } from "./authorization.ts";
import { authorizerEventOne, authorizerEventTwo, type HttpPlace } from "./http-event.ts";
import type { HttpGuard } from "./http-guard.ts";
import { httpApiMessage } from "./http-response.ts";
import { identitySources } from "./identity-source.ts";

const MEMBERS: Record<keyof HttpRequestAuthorizer, true> = {
  type: true,
  function: true,
  identitySource: true,
  authorizerPayloadFormatVersion: true,
  enableSimpleResponses: true,
  authorizerResultTtlInSeconds: true,
};
const EVENTS = { "2.0": authorizerEventTwo, "1.0": authorizerEventOne };

/** An authorizer of one HTTP API. */
export interface HttpAuthorizerPlace {
  readonly name: string;
  readonly place: HttpPlace;
  readonly service: ApiService;
}

/**
 * Makes the guard of a Lambda authorizer.
 *
 * @throws TypeError naming the API, the authorizer, the member and what to do.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function lambdaGuard(
  { name, place, service }: HttpAuthorizerPlace,
  config: HttpRequestAuthorizer,
): HttpGuard {
  const where = `api ${place.apiId}: authorizers.${name}`;
  const { format, ttlSeconds, isSimple } = read(where, config);
  const sources = identitySources(where, config.identitySource);
  if (ttlSeconds > 0 && sources.length === 0)
    throw new TypeError(
      `${where}: answers are kept by the identitySource; name one, or leave authorizerResultTtlInSeconds out`,
    );
  const authorizer: LambdaAuthorizer = {
    name,
    target: findFunction(place.apiId, service, config.function),
    results: service.authorizerResults,
    ttlSeconds,
    readGrant: isSimple ? readSimpleGrant : readPolicyGrant,
  };
  const { region } = place.account;
  return async (subject) => {
    const { request, route } = subject;
    const identity = sources.map((source) => source(subject, place) ?? "");
    if (identity.includes("")) return httpApiMessage(401, "Unauthorized");
    const arn = `arn:aws:execute-api:${region}:${place.account.accountId}:${place.apiId}/${place.stage}/${request.method}${request.decodedPath}`;
    const outcome = await authorize(authorizer, {
      request,
      event: EVENTS[format]({ request, route, arn, identity }, place),
      key: ttlSeconds > 0 ? JSON.stringify([place.apiId, name, identity]) : undefined,
    });
    if (outcome === "unauthorized") return httpApiMessage(401, "Unauthorized");
    if (outcome === "failed") return httpApiMessage(500, "Internal Server Error");
    const { grant } = outcome;
    if (grant.decide(arn) !== "allow") return httpApiMessage(403, "Forbidden");
    return { ...subject, authorization: authorizationOf(grant) };
  };
}

function read(where: string, config: HttpRequestAuthorizer) {
  checkMembers(where, config, MEMBERS);
  const {
    authorizerPayloadFormatVersion: format = "2.0",
    enableSimpleResponses: isSimple = false,
    authorizerResultTtlInSeconds: ttlSeconds = 0,
  } = config;
  checkOneOf(`${where}.authorizerPayloadFormatVersion`, format, Object.keys(EVENTS));
  checkBoolean(`${where}.enableSimpleResponses`, isSimple);
  if (isSimple && format === "1.0")
    throw new TypeError(`${where}: format 1.0 has no simple responses; remove enableSimpleResponses`);
  checkTtl(where, ttlSeconds);
  return { format, isSimple, ttlSeconds };
}

/** The members of format 1.0 are those that SAM's command line makes; no recording has them. */
function authorizationOf({ context, principalId }: Grant): Authorization {
  return {
    two: { lambda: context ?? null },
    one: { ...context, ...(principalId !== undefined && { principalId }) },
  };
}
