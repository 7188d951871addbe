import { checkMembers, describe } from "../../config/check.ts";
import type { JwtAuthorizer } from "../authorizers/authorizer-config.ts";
import { claimTexts } from "../authorizers/claim-text.ts";
import { type Claims, readToken, type TokenCheck } from "../authorizers/json-web-token.ts";
import { keySource } from "../authorizers/key-source.ts";
import { TokenRefusal } from "../authorizers/token-refusal.ts";
import type { ApiResponse } from "../http-message.ts";
import type { HttpGuard } from "./http-guard.ts";
import { identitySources } from "./identity-source.ts";
import type { HttpAuthorizerPlace } from "./lambda-guard.ts";

const MEMBERS: Record<keyof JwtAuthorizer, true> = {
  type: true,
  issuer: true,
  audience: true,
  identitySource: true,
};

/** Makes the guard of a route with scopes. */
export type ScopedGuard = (scopes: readonly string[]) => HttpGuard;

/**
 * Makes the guard of a JWT authorizer.
 *
 * @throws TypeError naming the API, the authorizer, the member and what to do.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function jwtGuard(where: HttpAuthorizerPlace, config: JwtAuthorizer): ScopedGuard {
  const { place, service } = where;
  const { issuer, audience, source } = read(where, config);
  const keys = keySource(issuer);
  return (scopes) => async (subject) => {
    const token = source(subject, place)?.replace(/^bearer +/i, "");
    if (!token) return refusal(401, "Bearer");
    const claims = await readOrRefuse(token, { issuer, audience, keys, now: service.authorizerResults.now });
    if (claims instanceof TokenRefusal)
      return refusal(401, challenge(scopes, "invalid_token", claims.message));
    if (!hasScope(claims, scopes)) return insufficient(scopes);
    const members = { claims: claimTexts(claims), scopes: scopes.length > 0 ? scopes : null };
    return { ...subject, authorization: { two: { jwt: members }, one: members } };
  };
}

async function readOrRefuse(token: string, check: TokenCheck): Promise<Claims | TokenRefusal> {
  try {
    return await readToken(token, check);
  } catch (refused) {
    if (refused instanceof TokenRefusal) return refused;
    throw refused;
  }
}

function read({ name, place }: HttpAuthorizerPlace, config: JwtAuthorizer) {
  const where = `api ${place.apiId}: authorizers.${name}`;
  checkMembers(where, config, MEMBERS);
  const { issuer, audience, identitySource = "$request.header.Authorization" } = config;
  if (typeof issuer !== "string" || !/^https?:\/\/[^\s?#]+$/.test(issuer))
    throw new TypeError(`${where}.issuer is the URL of an issuer; it is ${describe(issuer)}`);
  const isList = Array.isArray(audience) && audience.every((each) => typeof each === "string");
  if (!isList || audience.length === 0)
    throw new TypeError(`${where}.audience is a list of texts; it is ${describe(audience)}`);
  const [source, more] = identitySources(where, identitySource);
  if (source === undefined || more !== undefined || !identitySource.trim().startsWith("$request."))
    throw new TypeError(
      `${where}.identitySource is one header or query parameter; it is ${describe(identitySource)}`,
    );
  return { issuer, audience, source };
}

/** "The token must include at least one of the scopes", in `scope` or `scp`. */
function hasScope({ scope, scp }: Claims, wanted: readonly string[]): boolean {
  const given = scope ?? scp ?? "";
  const scopes = Array.isArray(given) ? given : String(given).split(" ");
  return wanted.length === 0 || wanted.some((each) => scopes.includes(each));
}

function insufficient(scopes: readonly string[]): ApiResponse {
  return refusal(403, challenge(scopes, "insufficient_scope", `expected scopes: [${scopes.join(" ")}]`));
}

function challenge(scopes: readonly string[], error: string, description: string): string {
  return `Bearer scope="${scopes.join(" ")}" error="${error}" error_description="${description}"`;
}

/** As captured: without a content type. */
function refusal(status: 401 | 403, challenge: string): ApiResponse {
  const message = status === 401 ? "Unauthorized" : "Forbidden";
  return { status, headers: [["www-authenticate", challenge]], body: JSON.stringify({ message }) };
}
