import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { testContext } from "@faultwire/handler/testing";
import { localTest } from "@faultwire/local/vitest";
import { expect } from "vitest";
import { getOrder, OrderNotFound, Orders } from "./orders.mjs";

const test = localTest({ root: import.meta.dirname, functions: { "get-order": "orders.getOrder" } });

test("a wrapped handler throws the fault with its details", async () => {
  await expect(getOrder({ orderId: "o-2" }, testContext())).rejects.toThrow(
    new OrderNotFound({ orderId: "o-2" }),
  );
});

test("a caller catches the fault with its details", { timeout: 180_000 }, async ({ lambda }) => {
  const client = new LambdaClient(lambda.client);
  const call = createCaller({ client, functionName: "get-order", faults: Orders });
  await expect(call({ orderId: "o-2" })).rejects.toThrow(new OrderNotFound({ orderId: "o-2" }));
  client.destroy();
});
