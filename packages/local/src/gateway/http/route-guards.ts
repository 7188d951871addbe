import { checkMembers, checkOneOf, describe, unknownName } from "../../config/check.ts";
import type { HttpApiConfig, HttpRoute } from "../api-config.ts";
import type { ApiService } from "../api-service.ts";
import type { HttpPlace } from "./http-event.ts";
import type { HttpGuard } from "./http-guard.ts";
import { jwtGuard, type ScopedGuard } from "./jwt-guard.ts";
import { lambdaGuard } from "./lambda-guard.ts";
import { signatureGuard } from "./signature-guard.ts";

const MEMBERS: Record<keyof HttpRoute, true> = {
  function: true,
  authorizer: true,
  authorizationScopes: true,
  authorizationType: true,
};

/** Finds the guard of a route; undefined where all requests go on. */
export type RouteGuards = (routeKey: string, route: HttpRoute) => HttpGuard | undefined;

/**
 * Makes the guards of an HTTP API.
 *
 * @throws TypeError naming the member and what to do, also when a route is given to it.
 */
export function routeGuards(place: HttpPlace, config: HttpApiConfig, service: ApiService): RouteGuards {
  const authorizers = new Map<string, ScopedGuard>();
  for (const [name, authorizer] of Object.entries(config.authorizers ?? {})) {
    checkOneOf(`api ${place.apiId}: authorizers.${name}.type`, authorizer.type, ["request", "jwt"]);
    authorizers.set(name, guardOf({ name, place, service }, authorizer));
  }
  return (routeKey, route) => {
    const where = `api ${place.apiId}: ${routeKey}`;
    checkMembers(where, route, MEMBERS);
    const { authorizer, authorizationType, authorizationScopes = [] } = route;
    checkScopes(where, route, config.authorizers);
    if (authorizationType !== undefined) {
      checkOneOf(`${where}: authorizationType`, authorizationType, ["AWS_IAM"]);
      if (authorizer !== undefined)
        throw new TypeError(`${where}: it has an authorizer or AWS_IAM, not both; remove one`);
      return signatureGuard(place);
    }
    if (authorizer === undefined) return undefined;
    const guard = authorizers.get(authorizer);
    if (guard === undefined)
      throw unknownName(where, authorizer, { kind: "authorizer", names: authorizers.keys() });
    return guard(authorizationScopes);
  };
}

function guardOf(
  place: Parameters<typeof lambdaGuard>[0],
  authorizer: NonNullable<HttpApiConfig["authorizers"]>[string],
): ScopedGuard {
  if (authorizer.type === "jwt") return jwtGuard(place, authorizer);
  const guard = lambdaGuard(place, authorizer);
  return () => guard;
}

/** "Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types". */
function checkScopes(
  where: string,
  { authorizer = "", authorizationScopes: scopes }: HttpRoute,
  authorizers: HttpApiConfig["authorizers"] = {},
): void {
  if (scopes === undefined) return;
  if (!Array.isArray(scopes) || !scopes.every((scope) => typeof scope === "string"))
    throw new TypeError(`${where}: authorizationScopes is a list of texts; it is ${describe(scopes)}`);
  if (Object.hasOwn(authorizers, authorizer) && authorizers[authorizer]?.type !== "jwt")
    throw new TypeError(`${where}: authorizationScopes are for JWT authorizers; remove them`);
}
