import { describe, expect, test } from "vitest";
import { readPolicy } from "./policy.ts";

const ARN = "arn:aws:execute-api:us-east-1:000000000000:shop/dev/GET/orders/7";

function statement(members: object): object {
  return { Effect: "Allow", Action: "execute-api:Invoke", Resource: "*", ...members };
}

function decide(...statements: object[]) {
  return readPolicy({ Version: "2012-10-17", Statement: statements })?.(ARN);
}

describe("a policy decides as IAM does", () => {
  test.each<[string, object[], string]>([
    ["the ARN itself", [statement({ Resource: ARN })], "allow"],
    ["another method", [statement({ Resource: ARN.replace("GET", "PUT") })], "implicit deny"],
    [
      "a wildcard over slashes",
      [statement({ Resource: "arn:aws:execute-api:*:*:shop/*/orders/*" })],
      "allow",
    ],
    ["one character", [statement({ Resource: ARN.replace(/7$/, "?") })], "allow"],
    ["the star of any API", [statement({ Resource: "arn:aws:execute-api:*:*:*" })], "allow"],
    ["one of several", [statement({ Resource: ["nothing", ARN] })], "allow"],
    ["dots that are only dots", [statement({ Resource: ARN.replace("orders", "o.ders") })], "implicit deny"],
    ["names of other case", [statement({ Resource: ARN.replace("orders", "Orders") })], "implicit deny"],
    ["an action of other case", [statement({ Action: "Execute-API:invoke" })], "allow"],
    ["all actions", [statement({ Action: ["s3:*", "execute-api:*"] })], "allow"],
    ["another action", [statement({ Action: "execute-api:InvalidateCache" })], "implicit deny"],
    ["all but another action", [statement({ Action: undefined, NotAction: "s3:*" })], "allow"],
    ["all but this resource", [statement({ Resource: undefined, NotResource: [ARN] })], "implicit deny"],
    ["a denial after all", [statement({}), statement({ Effect: "Deny", Resource: ARN })], "explicit deny"],
    ["a denial of another", [statement({ Effect: "Deny", Resource: "x" }), statement({})], "allow"],
  ])("%s", (_, statements, decision) => {
    expect(decide(...statements)).toBe(decision);
  });

  test("with one statement that is not in a list", () => {
    expect(readPolicy({ Statement: statement({}) })?.(ARN)).toBe("allow");
  });
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["a text", "Allow"],
  ["no statement", { Version: "2012-10-17" }],
  ["no effect", { Statement: [{ Action: "*", Resource: "*" }] }],
  ["an effect in lower case", { Statement: [statement({ Effect: "allow" })] }],
  ["no resource", { Statement: [{ Effect: "Allow", Action: "*" }] }],
  ["an empty list of actions", { Statement: [statement({ Action: [] })] }],
  ["an action and its opposite", { Statement: [statement({ NotAction: "s3:*" })] }],
])("%s is not a policy", (_, document) => {
  expect(readPolicy(document)).toBeUndefined();
});

test("a condition is not guessed", () => {
  expect(() => decide(statement({ Condition: { IpAddress: {} } }))).toThrow(
    "Condition in a statement of an authorizer's policy",
  );
});
