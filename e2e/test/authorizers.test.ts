import { createHttpCaller } from "@faultwire/caller";
import { isFault } from "@faultwire/catalog";
import { type Local, local, type TestIssuer, testIssuer } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { Access, InviteOnly } from "./functions/authorizing.ts";

/* Authorizers in front of functions, and a caller that reads why it was refused. */

let lambda: Local;
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await testIssuer();
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { guarded: { handler: "authorizing.handler", environment } },
    apis: {
      rest: {
        type: "rest",
        authorizers: { token: { type: "token", function: "guarded" } },
        routes: { "POST /orders": { function: "guarded", authorizer: "token" } },
        gatewayResponses: {
          ACCESS_DENIED: {
            headers: { "X-Amzn-ErrorType": "context.authorizer.errorType" },
            template: '{"message":"$context.authorizer.errorMessage"}',
          },
        },
      },
      http: {
        type: "http",
        authorizers: {
          simple: {
            type: "request",
            function: "guarded",
            enableSimpleResponses: true,
            identitySource: "$request.header.authorization",
          },
          jwt: { type: "jwt", issuer: issuer.url, audience: ["shop"] },
        },
        routes: {
          "POST /orders": { function: "guarded", authorizer: "simple" },
          "POST /jwt": { function: "guarded", authorizer: "jwt", authorizationScopes: ["orders"] },
        },
      },
    },
  });
});

afterAll(() => Promise.all([lambda.close(), issuer.close()]));

function calling(api: string, token: string, path = "/orders") {
  const call = createHttpCaller({
    url: lambda.url(api, path),
    headers: { authorization: token },
    faults: Access,
    retry: false,
  });
  return call({}).then(
    (value) => value,
    (error: unknown) => error,
  );
}

describe("a REST API with a wrapped authorizer", () => {
  test("lets a caller in, with what the authorizer knows of it", async () => {
    expect(await calling("rest", "ada")).toMatchObject({ principalId: "ada", tenant: "acme" });
  });

  test("refuses with the authorizer's own fault, which the caller gets", async () => {
    const fault = await calling("rest", "guest");
    expect(fault).toBeInstanceOf(InviteOnly);
    expect(fault).toMatchObject({ message: "The shop is invite-only" });
  });

  test("answers 401 for a fault with that status, and 500 for every other error", async () => {
    for (const [token, status] of Object.entries({ stranger: 401, broken: 500 })) {
      const refusal = await calling("rest", token);
      expect(isFault(refusal)).toBe(true);
      expect(refusal).toMatchObject({ name: "GatewayFault", status });
    }
  });
});

describe("an HTTP API", () => {
  test("with a wrapped authorizer of simple responses lets in and refuses", async () => {
    expect(await calling("http", "ada")).toEqual({ lambda: { tenant: "acme" } });
    expect(await calling("http", "guest")).toMatchObject({ name: "GatewayFault", message: "Forbidden" });
    expect(await calling("http", "stranger")).toMatchObject({
      name: "GatewayFault",
      message: "Unauthorized",
    });
  });

  test("with a JWT authorizer lets in and refuses", async () => {
    const token = issuer.sign({ sub: "ada", aud: "shop", scope: "orders" });
    expect(await calling("http", token, "/jwt")).toMatchObject({
      jwt: { claims: { sub: "ada" }, scopes: ["orders"] },
    });
    expect(await calling("http", issuer.sign({ aud: "shop" }), "/jwt")).toMatchObject({
      name: "GatewayFault",
      message: "Forbidden",
    });
    expect(await calling("http", "token", "/jwt")).toMatchObject({
      name: "GatewayFault",
      message: "Unauthorized",
    });
  });
});
