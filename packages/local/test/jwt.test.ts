import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ApiConfig, type Local, local, type TestIssuer, testIssuer } from "../src/index.ts";

let issuer: TestIssuer;
/** Has another key, and signs in the name of the first. */
let stranger: TestIssuer;
let lambda: Local;

beforeAll(async () => {
  [issuer, stranger] = await Promise.all([testIssuer(), testIssuer()]);
  const shop = (url: string) => ({ type: "jwt", issuer: url, audience: ["shop", "admin"] }) as const;
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { show: "authorize.show" },
    apis: {
      shop: {
        type: "http",
        authorizers: {
          jwt: shop(issuer.url),
          query: { ...shop(issuer.url), identitySource: "$request.querystring.token" },
          slash: shop(`${issuer.url}/`),
          silent: shop("http://127.0.0.1:1"),
        },
        routes: {
          "GET /orders": { function: "show", authorizer: "jwt" },
          "PUT /orders": {
            function: "show",
            authorizer: "jwt",
            authorizationScopes: ["orders:write", "orders:all"],
          },
          "GET /query": { function: "show", authorizer: "query" },
          "GET /slash": { function: "show", authorizer: "slash" },
          "GET /silent": { function: "show", authorizer: "silent" },
          "GET /signed": { function: "show", authorizationType: "AWS_IAM" },
        },
      },
      one: {
        type: "http",
        payloadFormatVersion: "1.0",
        authorizers: { jwt: shop(issuer.url) },
        routes: { "GET /orders": { function: "show", authorizer: "jwt" } },
      },
    },
  });
});

afterAll(() => Promise.all([lambda.close(), issuer.close(), stranger.close()]));

async function call(path: string, authorization?: string, { method = "GET", api = "shop" } = {}) {
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  const response = await fetch(lambda.url(api, path), { method, headers });
  return {
    status: response.status,
    text: await response.text(),
    challenge: response.headers.get("www-authenticate"),
    headers: response.headers,
  };
}

const now = () => Math.floor(Date.now() / 1000);
const refused = (description: string, scope = "") =>
  `Bearer scope="${scope}" error="invalid_token" error_description="${description}"`;

describe("a token that is valid", () => {
  test("brings its claims to the function, as texts", async () => {
    const token = issuer.sign({
      sub: "ada",
      aud: "shop",
      admin: true,
      groups: ["a", "b"],
      realm_access: { roles: ["x"], level: 2 },
      none: null,
    });
    const { status, text } = await call("/orders", `Bearer ${token}`);
    expect(status).toBe(200);
    const { authorizer } = JSON.parse(text).requestContext;
    expect(authorizer).toEqual({
      jwt: {
        claims: {
          iss: issuer.url,
          iat: expect.stringMatching(/^\d{10}$/),
          exp: expect.stringMatching(/^\d{10}$/),
          sub: "ada",
          aud: "shop",
          admin: "true",
          groups: "[a b]",
          realm_access: "map[level:2 roles:[x]]",
          none: "<nil>",
        },
        scopes: null,
      },
    });
  });

  test.each([
    ["without Bearer", (token: string) => token],
    ["with bearer in lower case", (token: string) => `bearer ${token}`],
  ])("may come %s", async (_, header) => {
    expect((await call("/orders", header(issuer.sign({ aud: "shop" })))).status).toBe(200);
  });

  test("may come in the query", async () => {
    expect((await call(`/query?token=${issuer.sign({ aud: "shop" })}`)).status).toBe(200);
  });

  test.each<[string, Record<string, unknown>]>([
    ["one audience of several", { aud: ["other", "admin"] }],
    ["a client id and no audience", { client_id: "shop" }],
    ["a time before which it is not valid that is over", { aud: "shop", nbf: 1 }],
  ])("may have %s", async (_, claims) => {
    expect((await call("/orders", issuer.sign(claims))).status).toBe(200);
  });

  test.each<[string, Record<string, unknown>]>([
    ["scope", { scope: "email orders:write" }],
    ["scp", { scp: ["orders:all"] }],
  ])("with one of the route's scopes in %s", async (_, claims) => {
    const token = issuer.sign({ aud: "shop", ...claims });
    const { status, text } = await call("/orders", token, { method: "PUT" });
    expect(status).toBe(200);
    expect(JSON.parse(text).requestContext.authorizer.jwt.scopes).toEqual(["orders:write", "orders:all"]);
  });

  test("has its claims in requestContext.authorizer.claims of format 1.0", async () => {
    const { text } = await call("/orders", issuer.sign({ aud: "shop", sub: "ada" }), { api: "one" });
    expect(JSON.parse(text).requestContext.authorizer).toMatchObject({
      claims: { sub: "ada" },
      scopes: null,
    });
  });
});

describe("a request without a token", () => {
  test.each([undefined, ""])("%j is challenged", async (header) => {
    const { status, text, challenge, headers } = await call("/orders", header);
    expect([status, text, challenge]).toEqual([401, '{"message":"Unauthorized"}', "Bearer"]);
    expect(headers.get("apigw-requestid")).toMatch(/=$/);
    expect(headers.get("content-type")).toBeNull();
  });
});

describe("a token is refused with its reason", () => {
  const tampered = (token: string) => {
    const [head, , signature] = token.split(".");
    return `${head}.${Buffer.from(`{"iss":"${issuer.url}","aud":"shop"}`).toString("base64url")}.${signature}`;
  };
  const unsigned = (alg: string) =>
    `${Buffer.from(JSON.stringify({ alg })).toString("base64url")}.${Buffer.from("{}").toString("base64url")}.x`;

  test.each<[string, () => string, string]>([
    ["no token at all", () => "not-a-token", "token contains an invalid number of segments"],
    ["no JSON", () => "a.b.c", "the token cannot be decoded"],
    ["another algorithm", () => unsigned("HS256"), "signing method HS256 is invalid"],
    ["no algorithm", () => unsigned("none"), "signing method none is invalid"],
    ["a signature of another text", () => tampered(issuer.sign({ aud: "shop" })), "the signature is invalid"],
    [
      "a key of another issuer",
      () => stranger.sign({ aud: "shop", iss: issuer.url }),
      "the token has no key of the issuer",
    ],
    ["another issuer", () => issuer.sign({ aud: "shop", iss: "https://other" }), "issuer does not match"],
    ["another audience", () => issuer.sign({ aud: "other" }), "the token does not have a valid audience"],
    [
      "another audience, though its client is right",
      () => issuer.sign({ aud: "other", client_id: "shop" }),
      "the token does not have a valid audience",
    ],
    ["no audience", () => issuer.sign({}), "the token does not have a valid audience"],
    ["a time that is over", () => issuer.sign({ aud: "shop", exp: now() - 1 }), "the token has expired"],
    ["no end", () => issuer.sign({ aud: "shop", exp: undefined }), "the token has expired"],
    ["a time to come", () => issuer.sign({ aud: "shop", nbf: now() + 60 }), "the token is not valid yet"],
    [
      "a later issue",
      () => issuer.sign({ aud: "shop", iat: now() + 60 }),
      "the token was issued in the future",
    ],
  ])("%s", async (_, token, description) => {
    const { status, text, challenge } = await call("/orders", `Bearer ${token()}`);
    expect([status, text]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(challenge).toBe(refused(description));
  });

  test("an issuer that differs by a slash", async () => {
    const { challenge } = await call("/slash", issuer.sign({ aud: "shop" }));
    expect(challenge).toBe(refused("issuer does not match"));
  });

  test("an issuer that does not answer", async () => {
    const { status, challenge } = await call("/silent", issuer.sign({ aud: "shop" }));
    expect(status).toBe(401);
    expect(challenge).toBe(refused("OIDC discovery endpoint communication error"));
  });

  test("a scope that is missing, as 403", async () => {
    const token = issuer.sign({ aud: "shop", scope: "orders:read" });
    const { status, text, challenge } = await call("/orders", token, { method: "PUT" });
    expect([status, text]).toEqual([403, '{"message":"Forbidden"}']);
    expect(challenge).toBe(
      'Bearer scope="orders:write orders:all" error="insufficient_scope" error_description="expected scopes: [orders:write orders:all]"',
    );
  });
});

test("a token expires by the clock of the test", async () => {
  const token = issuer.sign({ aud: "shop" });
  expect((await call("/orders", token)).status).toBe(200);
  await lambda.clock.advance({ hours: 1, minutes: 1 });
  expect((await call("/orders", token)).challenge).toBe(refused("the token has expired"));
});

test("an issuer without its keys is an error of communication", async () => {
  const server = createServer((_, response) => response.end('{"jwks_uri":"http://127.0.0.1:1/keys"}'));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const other = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { show: "authorize.show" },
    apis: {
      shop: {
        type: "http",
        authorizers: { jwt: { type: "jwt", issuer: url, audience: ["shop"] } },
        routes: { $default: { function: "show", authorizer: "jwt" } },
      },
    },
  });
  const headers = { authorization: issuer.sign({ aud: "shop", iss: url }) };
  const response = await fetch(other.url("shop"), { headers });
  expect(response.headers.get("www-authenticate")).toBe(refused("JWKS communication error"));
  await other.close();
  server.closeAllConnections();
  server.close();
});

describe("a route of an HTTP API with AWS_IAM", () => {
  const signature = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=${"0".repeat(64)}`;

  test("refuses a request without a signature", async () => {
    for (const header of [undefined, "Bearer x"]) {
      const { status, text } = await call("/signed", header);
      expect([status, text]).toEqual([403, '{"message":"Forbidden"}']);
    }
  });

  test("lets a signed one through, and names its access key", async () => {
    const { text } = await call("/signed", signature);
    expect(JSON.parse(text).requestContext.authorizer.iam).toEqual({
      accessKey: "AKIDEXAMPLE",
      accountId: "000000000000",
      callerId: "local",
      cognitoIdentity: null,
      principalOrgId: null,
      userArn: "arn:aws:iam::000000000000:user/local",
      userId: "local",
    });
  });
});

const options = (authorizer: object, route: object = {}) => ({
  functions: { f: "authorize.show" },
  apis: {
    a: {
      type: "http",
      authorizers: { x: authorizer },
      routes: { "GET /": { function: "f", authorizer: "x", ...route } },
    } as ApiConfig,
  },
});
const jwt = { type: "jwt", issuer: "https://issuer.example", audience: ["a"] };

test.each<[string, ReturnType<typeof options>, string]>([
  [
    "an issuer that is not a URL",
    options({ ...jwt, issuer: "shop" }),
    "api a: authorizers.x.issuer is the URL",
  ],
  [
    "an audience that is a text",
    options({ ...jwt, audience: "a" }),
    'authorizers.x.audience is a list of texts; it is "a"',
  ],
  ["no audience", options({ ...jwt, audience: [] }), "authorizers.x.audience is a list of texts; it is []"],
  [
    "two sources of a token",
    options({ ...jwt, identitySource: "$request.header.a,$request.header.b" }),
    "authorizers.x.identitySource is one header or query parameter",
  ],
  [
    "a member that there is not",
    options({ ...jwt, jwksUri: "x" }),
    "authorizers.x: there is no member jwksUri",
  ],
  [
    "scopes that are a text",
    options(jwt, { authorizationScopes: "a" }),
    'api a: GET /: authorizationScopes is a list of texts; it is "a"',
  ],
  [
    "an authorizer together with AWS_IAM",
    options(jwt, { authorizationType: "AWS_IAM" }),
    "api a: GET /: it has an authorizer or AWS_IAM, not both; remove one",
  ],
])("refuses %s and says what to do", async (_, config, message) => {
  await expect(local({ root: `${import.meta.dirname}/functions`, ...config })).rejects.toThrow(message);
});

test("claims that are not an object are refused", () => {
  expect(() => issuer.sign("ada" as never)).toThrow('sign: claims is an object; it is "ada"');
});
