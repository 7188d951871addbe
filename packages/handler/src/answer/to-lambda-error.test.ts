import { fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { toLambdaError } from "./to-lambda-error.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "no such order",
}) {}

describe("toLambdaError", () => {
  test("writes a fault with its members, the frames of its stack and the request id", () => {
    const written = toLambdaError(new OrderNotFound({ orderId: "o-1" }), { requestId: "r-1" });
    expect(written).toMatchObject({
      ...{ errorType: "OrderNotFound", errorMessage: "no such order", status: 404, requestId: "r-1" },
      details: { orderId: "o-1" },
    });
    expect(written.stackTrace?.[0]).toMatch(/to-lambda-error\.test\.ts:\d+:\d+/);
  });

  test("leaves the frames out where they are not wanted", () => {
    expect(toLambdaError(new RangeError("m"), { stack: false })).toEqual({
      ...{ errorType: "RangeError", errorMessage: "m", stackTrace: [] },
    });
  });

  test.each<[string, unknown]>([
    ["a stack without frames", "RangeError: m"],
    ["no stack", undefined],
  ])("writes no frames of an error with %s", (_, stack) => {
    const thrown = Object.defineProperty(new RangeError("m"), "stack", { value: stack });
    expect(toLambdaError(thrown)).toEqual(toLambdaError(thrown, { stack: false }));
  });
});
