import { expect, test } from "vitest";
import { encodeProxyResponse, proxyShape } from "./proxy-shape.ts";

const answer = { status: 201, headers: { Location: "/orders/o-1" }, body: "{}" };

test("an answer has the form of its front", () => {
  const plain = { statusCode: 201, headers: answer.headers, body: "{}" };
  for (const flavour of ["rest", "http", "websocket", "websocket-connect"] as const)
    expect(encodeProxyResponse(answer, flavour)).toStrictEqual(plain);
  expect(encodeProxyResponse(answer, "alb")).toStrictEqual({ ...plain, isBase64Encoded: false });
  expect(encodeProxyResponse(answer, "alb-multi-value")).toStrictEqual({
    statusCode: 201,
    multiValueHeaders: { Location: ["/orders/o-1"] },
    body: "{}",
    isBase64Encoded: false,
  });
});

test("headers and a body that are not there are left out", () => {
  expect(encodeProxyResponse({ status: 204, headers: {} }, "http")).toStrictEqual({ statusCode: 204 });
});

test("a fault's body has room under its front's limit in any alphabet", () => {
  for (const flavour of [
    "rest",
    "http",
    "alb",
    "alb-multi-value",
    "websocket",
    "websocket-connect",
  ] as const) {
    const { faultLimit, bodyLimit = 6_291_556 } = proxyShape(flavour);
    expect(faultLimit * 3).toBeLessThan(bodyLimit);
  }
});
