import { describe, expect, test } from "vitest";
import { detectProxy } from "./proxy-event.ts";

/* Cut down from the samples of AWS's documentation to what tells them apart. */
const rest = {
  resource: "/a",
  path: "/a",
  httpMethod: "GET",
  headers: {},
  multiValueHeaders: {},
  requestContext: { resourceId: "x", httpMethod: "GET", stage: "prod" },
  body: null,
};
const http = {
  version: "2.0",
  routeKey: "GET /a",
  rawPath: "/a",
  headers: {},
  requestContext: { http: { method: "GET", path: "/a" }, stage: "$default" },
};
const alb = {
  requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/b" } },
  httpMethod: "GET",
  path: "/a",
  headers: {},
  body: "",
};
const webSocket = {
  requestContext: { routeKey: "$default", eventType: "MESSAGE", connectionId: "x=", stage: "prod" },
  body: "{}",
  isBase64Encoded: false,
};

describe("detectProxy tells by the event what answer is wanted", () => {
  test.each([
    ["a REST API", rest, "rest"],
    ["an HTTP API with payload format 1.0", { ...rest, version: "1.0" }, "rest"],
    ["an HTTP API", http, "http"],
    [
      "a Function URL",
      {
        ...http,
        routeKey: "$default",
        requestContext: { ...http.requestContext, domainName: "x.lambda-url.us-east-1.on.aws" },
      },
      "http",
    ],
    ["an ALB", alb, "alb"],
    [
      "an ALB with multi-value headers",
      { ...alb, headers: undefined, multiValueHeaders: {} },
      "alb-multi-value",
    ],
    ["a WebSocket API's message", webSocket, "websocket"],
    [
      "a WebSocket API's connection that ended",
      { ...webSocket, requestContext: { ...webSocket.requestContext, eventType: "DISCONNECT" } },
      "websocket",
    ],
    [
      "a WebSocket API's handshake",
      {
        headers: {},
        multiValueHeaders: {},
        requestContext: { ...webSocket.requestContext, routeKey: "$connect", eventType: "CONNECT" },
        isBase64Encoded: false,
      },
      "websocket-connect",
    ],
  ])("%s", (_, event, flavour) => expect(detectProxy(event)).toBe(flavour));

  test.each([
    ["a direct call", { orderId: "o-1" }],
    ["a text", "rest"],
    ["null", null],
    ["a TOKEN authorizer", { type: "TOKEN", authorizationToken: "x", methodArn: "arn" }],
    ["a REQUEST authorizer of a REST API", { ...rest, type: "REQUEST", methodArn: "arn" }],
    [
      "a REQUEST authorizer of an HTTP API",
      { ...http, type: "REQUEST", routeArn: "arn", identitySource: ["x"] },
    ],
    [
      "a REQUEST authorizer of a WebSocket API",
      { ...webSocket, type: "REQUEST", methodArn: "arn", headers: {} },
    ],
    ["an HTTP API of another version", { ...http, version: "3.0" }],
    ["a request without a resource", { ...rest, resource: undefined }],
    ["a request without a method", { ...rest, httpMethod: undefined }],
    ["a connection of nobody we know", { requestContext: { connectionId: "x=" } }],
    ["VPC Lattice 1.0", { raw_path: "/a", method: "GET", headers: {}, body: "" }],
    [
      "VPC Lattice 2.0",
      {
        version: "2.0",
        path: "/a",
        method: "GET",
        headers: {},
        requestContext: { serviceNetworkArn: "arn", serviceArn: "arn", identity: {} },
      },
    ],
    ["AppSync", { arguments: {}, identity: null, info: { fieldName: "a" }, request: { headers: {} } }],
    [
      "Cognito",
      { version: "1", triggerSource: "PreSignUp_SignUp", userPoolId: "p", request: {}, response: {} },
    ],
    ["EventBridge", { version: "0", id: "x", "detail-type": "a", source: "b", detail: {} }],
    ["SQS", { Records: [{ messageId: "x", body: "{}", eventSource: "aws:sqs" }] }],
    ["CloudFront", { Records: [{ cf: { request: {} } }] }],
  ])("%s is not a proxy event", (_, event) => expect(detectProxy(event)).toBeUndefined());
});
