import { describe, expect, test } from "vitest";
import { encodeAuthorizerDenial } from "./authorizer.ts";

const fault = { errorType: "Blocked", message: "Your account\nis blocked" };
const context = { errorType: "Blocked", errorMessage: "Your account is blocked" };
const ARN = "arn:aws:execute-api:us-east-1:123456789012:abc/prod/GET/orders";

describe("a refusal was a 500 of API Gateway's: it is a policy that denies", () => {
  test.each([
    ["TOKEN", { type: "TOKEN", authorizationToken: "t", methodArn: ARN }],
    [
      "TOKEN with an API",
      { type: "TOKEN", authorizationToken: "t", methodArn: ARN, requestContext: { apiId: "a" } },
    ],
    ["REQUEST", { type: "REQUEST", methodArn: ARN, headers: {}, requestContext: { apiId: "abc" } }],
    [
      "REQUEST of a WebSocket API",
      { type: "REQUEST", methodArn: ARN, requestContext: { connectionId: "c" } },
    ],
    ["REQUEST of an HTTP API, 1.0", { version: "1.0", type: "REQUEST", methodArn: ARN }],
    ["REQUEST of an HTTP API, 2.0", { version: "2.0", type: "REQUEST", routeArn: ARN }],
  ])("of %s", (_what, event) => {
    expect(encodeAuthorizerDenial(fault, event, false)).toEqual({
      principalId: "denied",
      policyDocument: {
        Version: "2012-10-17",
        Statement: [{ Action: "execute-api:Invoke", Effect: "Deny", Resource: ARN }],
      },
      context,
    });
  });

  test("or the simple format, where the API has it and only there", () => {
    const event = { version: "2.0", type: "REQUEST", routeArn: ARN };
    expect(encodeAuthorizerDenial(fault, event, true)).toEqual({ isAuthorized: false, context });
    const rest = { type: "TOKEN", methodArn: ARN };
    expect(encodeAuthorizerDenial(fault, rest, true)).toHaveProperty("policyDocument");
  });
});

test.each([
  ["GraphQL", { apiId: "a", requestId: "r", queryString: "query { a }", variables: {} }],
  ["Events", { apiId: "a", requestId: "r", operation: "EVENT_SUBSCRIBE", channel: "/default/a" }],
])("AppSync's %s API takes isAuthorized alone", (_api, requestContext) => {
  expect(encodeAuthorizerDenial(fault, { authorizationToken: "t", requestContext }, false)).toEqual({
    isAuthorized: false,
  });
});

test.each([
  ["no event", undefined],
  ["no authorizer's event", { version: "2.0", rawPath: "/" }],
  ["an event of another type", { type: "OTHER", methodArn: ARN }],
  ["a request that has an API", { requestContext: { apiId: "abc" } }],
  ["a token without an API", { authorizationToken: "t", requestContext: {} }],
  ["an event without an ARN", { type: "TOKEN", authorizationToken: "t" }],
])("%s has no form of a refusal", (_what, event) => {
  expect(encodeAuthorizerDenial(fault, event, false)).toBeUndefined();
});
