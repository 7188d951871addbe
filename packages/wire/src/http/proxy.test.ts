import { describe, expect, test } from "vitest";
import { decodeHttp } from "./http.ts";
import { encodeProxy } from "./proxy.ts";

const fault = {
  errorType: "OrderNotFound",
  message: "no such order",
  details: { orderId: "o-1" },
  status: 404,
  retryable: false,
  retryAfter: 5,
  headers: { "X-Shop": "lamp" },
};
const body =
  '{"errorType":"OrderNotFound","message":"no such order","details":{"orderId":"o-1"},"requestId":"r-1"}';
const headers = {
  "X-Shop": "lamp",
  "Content-Type": "application/json",
  "X-Amzn-ErrorType": "OrderNotFound",
  "Retry-After": "5",
};

describe("the proxy wire", () => {
  test("is exactly what a REST API and an HTTP API take", () => {
    expect(encodeProxy(fault, "rest", { requestId: "r-1" })).toEqual({ statusCode: 404, headers, body });
    expect(encodeProxy(fault, "http", { requestId: "r-1" })).toEqual({ statusCode: 404, headers, body });
  });

  test("is exactly what an ALB takes, with single and with multi-value headers", () => {
    expect(encodeProxy(fault, "alb", { requestId: "r-1" })).toEqual({
      statusCode: 404,
      headers,
      body,
      isBase64Encoded: false,
    });
    expect(encodeProxy(fault, "alb-multi-value", { requestId: "r-1" })).toEqual({
      statusCode: 404,
      multiValueHeaders: {
        "X-Shop": ["lamp"],
        "Content-Type": ["application/json"],
        "X-Amzn-ErrorType": ["OrderNotFound"],
        "Retry-After": ["5"],
      },
      body,
      isBase64Encoded: false,
    });
  });

  test("comes back with what it carries", () => {
    const { statusCode: status, headers = {}, body } = encodeProxy(fault, "rest", { requestId: "r-1" });
    const { errorType, message, details, retryAfter, requestId, ...rest } =
      decodeHttp({ status, headers, body }) ?? {};
    expect({ errorType, message, details, retryAfter, requestId }).toEqual({
      errorType: "OrderNotFound",
      message: "no such order",
      details: { orderId: "o-1" },
      retryAfter: 5,
      requestId: "r-1",
    });
    expect(rest).toMatchObject({ status: 404 });
  });

  test.each([
    ["rest", 6_291_556],
    ["alb", 1_000_000],
  ] as const)("a fault behind %s stays under %d bytes, whatever its details", (flavour, limit) => {
    for (const character of ["x", "é", "\u0001", '"']) {
      const response = encodeProxy({ ...fault, details: { text: character.repeat(2_000_000) } }, flavour, {
        requestId: "r-1",
      });
      expect(Buffer.byteLength(JSON.stringify(response))).toBeLessThan(limit);
      expect(JSON.parse(response.body)).toMatchObject({ errorType: "OrderNotFound" });
    }
  });
});
