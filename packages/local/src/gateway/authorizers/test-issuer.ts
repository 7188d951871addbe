import { generateKeyPair, type KeyObject, randomUUID, sign } from "node:crypto";
import { promisify } from "node:util";
import { checkObject } from "../../config/check.ts";
import { listen } from "../../loopback-server.ts";

/** An issuer of tokens for tests: what a user pool or an OpenID provider is for an API. */
export interface TestIssuer extends AsyncDisposable {
  /** The URL, which is the `issuer` of a JWT authorizer. */
  readonly url: string;
  /**
   * Signs a token with RS256. The claims `iss`, `iat` and `exp`, an hour from now, are added unless they are given; a claim
   * that is undefined is left out.
   *
   * @throws TypeError when the claims are not an object.
   * @example
   * issuer.sign({ sub: "ada", aud: "shop", scope: "orders:read" })
   */
  sign(claims: Readonly<Record<string, unknown>>): string;
  /** Ends the issuer's server. */
  close(): Promise<void>;
}

/** Seconds for which a token is valid. */
const LIFETIME_SECONDS = 3600;

/**
 * Starts an issuer of tokens on loopback, with an OpenID configuration and keys that JWT authorizers read.
 *
 * @example
 * const issuer = await testIssuer();
 * const lambda = await local({
 *   functions: { orders: "src/orders.handler" },
 *   apis: {
 *     shop: {
 *       type: "http",
 *       authorizers: { jwt: { type: "jwt", issuer: issuer.url, audience: ["shop"] } },
 *       routes: { "GET /orders": { function: "orders", authorizer: "jwt" } },
 *     },
 *   },
 * });
 */
export async function testIssuer(): Promise<TestIssuer> {
  const key = await newKey();
  const server = await listen(({ url: path }, response) => {
    const documents: Readonly<Record<string, unknown>> = {
      "/.well-known/openid-configuration": {
        issuer: url,
        jwks_uri: `${url}/.well-known/jwks.json`,
        id_token_signing_alg_values_supported: ["RS256"],
      },
      "/.well-known/jwks.json": { keys: [key.publicKey] },
    };
    const document = documents[path ?? ""];
    response.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? { message: "Not Found" }));
  });
  const url = `http://127.0.0.1:${server.port}`;
  return {
    url,
    sign: (claims) => {
      checkObject("sign: claims", claims);
      const now = Math.floor(Date.now() / 1000);
      const payload = { iss: url, iat: now, exp: now + LIFETIME_SECONDS, ...claims };
      const signed = `${encode({ alg: "RS256", typ: "JWT", kid: key.id })}.${encode(payload)}`;
      return `${signed}.${sign("sha256", Buffer.from(signed), key.privateKey).toString("base64url")}`;
    },
    close: () => server.close(),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

interface Key {
  readonly id: string;
  readonly privateKey: KeyObject;
  /** As JSON, with its id. */
  readonly publicKey: object;
}

async function newKey(): Promise<Key> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: 2048 });
  const id = randomUUID();
  const jwk = publicKey.export({ format: "jwk" });
  return { id, privateKey, publicKey: { ...jwk, kid: id, alg: "RS256", use: "sig" } };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
