import type { JsonWebKey } from "node:crypto";
import { isRecord } from "../function-output.ts";
import { TokenRefusal } from "./token-refusal.ts";

/** The keys of an issuer. */
export interface KeySource {
  /**
   * Finds a key by its id.
   *
   * @throws TokenRefusal where the issuer cannot be reached.
   */
  find(id: string): Promise<JsonWebKey | undefined>;
}

/** API Gateway waits no longer for an issuer, in milliseconds. */
const TIMEOUT_MS = 1500;

/**
 * Makes the source of an issuer's keys: its OpenID configuration names the place of its keys. They are asked for again when a
 * token has another key.
 */
export function keySource(issuer: string): KeySource {
  let keys: ReadonlyMap<string, JsonWebKey> = new Map();
  return {
    find: async (id) => {
      if (!keys.has(id)) keys = await fetchKeys(issuer);
      return keys.get(id);
    },
  };
}

async function fetchKeys(issuer: string): Promise<ReadonlyMap<string, JsonWebKey>> {
  const discovery = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const { jwks_uri: place } = await fetchJson(discovery, "OIDC discovery endpoint communication error");
  const { keys } = await fetchJson(String(place), "JWKS communication error");
  const found = Array.isArray(keys) ? keys.filter(isRecord) : [];
  return new Map(found.map((key) => [String(key.kid), key]));
}

async function fetchJson(url: string, problem: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const value: unknown = await response.json();
    if (response.ok && isRecord(value)) return value;
  } catch {
    // No answer in time, or not JSON: the token is refused for it.
  }
  throw new TokenRefusal(problem);
}
