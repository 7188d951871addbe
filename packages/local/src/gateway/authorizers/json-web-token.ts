import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { isRecord } from "../function-output.ts";
import type { KeySource } from "./key-source.ts";
import { TokenRefusal } from "./token-refusal.ts";

/** The claims of a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** The condition that a token must meet. */
export interface TokenCheck {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly keys: KeySource;
  /** Milliseconds as of `Date.now()`. */
  readonly now: number;
}

/** "Currently, only RSA-based algorithms are supported." */
const HASHES: ReadonlyMap<unknown, string> = new Map([
  ["RS256", "sha256"],
  ["RS384", "sha384"],
  ["RS512", "sha512"],
]);

/**
 * Reads a token, and checks it in the order that API Gateway documents: form, algorithm, key and signature, claims.
 *
 * @throws TokenRefusal with API Gateway's words where they were captured, and with ours for signatures, keys and times.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export async function readToken(token: string, check: TokenCheck): Promise<Claims> {
  const parts = token.split(".");
  if (parts.length !== 3) throw new TokenRefusal("token contains an invalid number of segments");
  const [head = "", payload = "", signature = ""] = parts;
  const header = readPart(head);
  const claims = readPart(payload);
  const hash = HASHES.get(header.alg);
  if (hash === undefined) throw new TokenRefusal(`signing method ${String(header.alg)} is invalid`);
  const key = await findKey(check.keys, header.kid);
  const isSigned = verify(hash, Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, "base64url"));
  if (!isSigned) throw new TokenRefusal("the signature is invalid");
  checkClaims(claims, check);
  return claims;
}

function readPart(part: string): Claims {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (isRecord(value)) return value;
  } catch {
    // Not JSON: refused below.
  }
  throw new TokenRefusal("the token cannot be decoded");
}

async function findKey(keys: KeySource, id: unknown): Promise<KeyObject> {
  const key = typeof id === "string" ? await keys.find(id) : undefined;
  if (key === undefined) throw new TokenRefusal("the token has no key of the issuer");
  return createPublicKey({ key, format: "jwk" });
}

function checkClaims(claims: Claims, { issuer, audience, now }: TokenCheck): void {
  const { iss, exp, nbf, iat } = claims;
  if (iss !== issuer) throw new TokenRefusal("issuer does not match");
  if (!audiencesOf(claims).some((each) => audience.includes(String(each))))
    throw new TokenRefusal("the token does not have a valid audience");
  const seconds = now / 1000;
  if (typeof exp !== "number" || exp <= seconds) throw new TokenRefusal("the token has expired");
  if (nbf !== undefined && Number(nbf) > seconds) throw new TokenRefusal("the token is not valid yet");
  // A whole second: the issuer's clock and this one round differently.
  if (iat !== undefined && Number(iat) > seconds + 1)
    throw new TokenRefusal("the token was issued in the future");
}

/** "API Gateway validates client_id only if aud is not present." */
function audiencesOf({ aud, client_id: clientId }: Claims): readonly unknown[] {
  if (Array.isArray(aud)) return aud;
  return aud === undefined ? [clientId] : [aud];
}
