import { inspect } from "node:util";
import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { testContext } from "@faultwire/handler/testing";
import type { Context } from "aws-lambda";
import { expect as jest } from "expect";
import { describe, expect, test } from "vitest";
import { z } from "zod";

/* Errors that leave a wrapped handler, in the matchers of vitest and of jest. */

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const throws = defineCatalog("orders", { OrderNotFound, Busy });

const handler = wrapHandler(
  async ({ orderId }: { orderId: string }) => {
    if (orderId === "busy") throw new Busy(undefined, { retryAfter: 5 });
    throw new OrderNotFound({ orderId });
  },
  { throws, redact: (details) => details },
);
const run = (orderId = "o-1") => handler({ orderId }, testContext());
const errorOf = (orderId?: string) => run(orderId).catch((error: unknown) => error);

describe("an error that leaves a wrapped handler", () => {
  test("equals the thrown fault, and no other, in vitest", async () => {
    await expect(run()).rejects.toThrow(new OrderNotFound({ orderId: "o-1" }));
    await expect(run()).rejects.toThrow(OrderNotFound);
    expect(await errorOf()).toEqual(new OrderNotFound({ orderId: "o-1" }));
    expect(await errorOf()).toStrictEqual(new OrderNotFound({ orderId: "o-1" }));
    expect(await errorOf("busy")).toStrictEqual(new Busy(undefined, { retryAfter: 5 }));
    expect(await errorOf()).not.toEqual(new OrderNotFound({ orderId: "o-2" }));
    expect(await errorOf("busy")).not.toEqual(new Busy(undefined, { retryAfter: 6 }));
  });

  test("equals the thrown fault, and no other, in jest", async () => {
    await jest(run()).rejects.toThrow(new OrderNotFound({ orderId: "o-1" }));
    await jest(run()).rejects.toThrow(OrderNotFound);
    jest(await errorOf()).toEqual(new OrderNotFound({ orderId: "o-1" }));
    jest(await errorOf()).toStrictEqual(new OrderNotFound({ orderId: "o-1" }));
    jest(await errorOf("busy")).toStrictEqual(new Busy(undefined, { retryAfter: 5 }));
    jest(await errorOf()).not.toEqual(new OrderNotFound({ orderId: "o-2" }));
  });

  test("shows its details in JSON.stringify and console.log", async () => {
    expect(JSON.parse(JSON.stringify(await errorOf()))).toEqual({ details: { orderId: "o-1" } });
    expect(inspect(await errorOf())).toContain("details: { orderId: 'o-1' }");
  });
});

describe("a test's context", () => {
  test("fits Lambda's type, and may be changed", () => {
    const context: Context = testContext({ functionName: "get-order", getRemainingTimeInMillis: () => 5 });
    expect(context.invokedFunctionArn).toBe("arn:aws:lambda:us-east-1:123456789012:function:get-order");
    expect(context.getRemainingTimeInMillis()).toBe(5);
  });

  test("has half a minute left, and the same ids in every test", () => {
    const context = testContext();
    expect(context.getRemainingTimeInMillis()).toBe(30_000);
    expect(context).toMatchObject({
      ...{
        functionName: "test",
        awsRequestId: "00000000-0000-4000-8000-000000000000",
        memoryLimitInMB: "128",
      },
      ...{
        logGroupName: "/aws/lambda/test",
        logStreamName: "2026/01/01/[$LATEST]00000000000000000000000000000000",
        functionVersion: "$LATEST",
        callbackWaitsForEmptyEventLoop: true,
      },
    });
  });

  test.each(["done", "fail", "succeed"] as const)(
    "refuses %s(), which Node.js 24 does not have",
    (member) => {
      expect(() => testContext()[member](new Error())).toThrow(
        `context.${member}() does not exist on Node.js 24`,
      );
    },
  );
});
