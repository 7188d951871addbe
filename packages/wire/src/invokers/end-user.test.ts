import { describe, expect, test } from "vitest";
import { isForEndUser } from "./end-user.ts";

describe("isForEndUser tells whose answers an end user reads, HTTP aside", () => {
  const resolver = { arguments: {}, identity: null, info: { fieldName: "a", parentTypeName: "Query" } };
  test.each([
    ["an AppSync resolver", resolver],
    ["a batch of AppSync's", [resolver, resolver]],
    ["a Cognito trigger", { version: "1", triggerSource: "PreSignUp_SignUp", userPoolId: "p", request: {} }],
    ["a TOKEN authorizer", { type: "TOKEN", authorizationToken: "x", methodArn: "arn" }],
    ["a REQUEST authorizer", { type: "REQUEST", version: "2.0", routeArn: "arn", requestContext: {} }],
    ["Lambda@Edge", { Records: [{ cf: { request: {} } }] }],
  ])("%s: yes", (_, event) => expect(isForEndUser(event)).toBe(true));

  test.each([
    ["a call that has information", { info: { name: "a" } }],
    ["a call that has a trigger", { triggerSource: "cron" }],
    ["a call that has a user pool", { userPoolId: "p" }],
    ["a call that names a method", { type: "OTHER", methodArn: "arn" }],
    ["a direct call", { orderId: "o-1", type: "REQUEST", info: "x" }],
    ["EventBridge", { version: "0", id: "x", "detail-type": "a", source: "b", detail: {} }],
    ["SQS", { Records: [{ messageId: "x", body: "{}", eventSource: "aws:sqs" }] }],
    ["Step Functions", { input: {}, taskToken: "x" }],
    ["a list", []],
    ["null", null],
  ])("%s: no", (_, event) => expect(isForEndUser(event)).toBe(false));
});

test("lists in lists without an end are not read to their end", () => {
  expect(isForEndUser(JSON.parse("[".repeat(50_000) + "]".repeat(50_000)))).toBe(false);
});

test("AppSync Events calls a function for a publisher or a subscriber", () => {
  const info = {
    channel: { path: "/default/a" },
    channelNamespace: { name: "default" },
    operation: "PUBLISH",
  };
  expect(isForEndUser({ info, events: [] })).toBe(true);
  for (const other of [
    { channel: info.channel, operation: "PUBLISH" },
    { ...info, channelNamespace: "default" },
  ])
    expect(isForEndUser({ info: other, events: [] })).toBe(false);
});
