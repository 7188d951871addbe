import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { ServiceFault } from "@faultwire/catalog";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { expect } from "vitest";
import { OrderNotFound, Orders } from "../src/faults.ts";
import type { handler } from "../src/get-order.ts";

const test = localTest(await fromTemplate("template.yaml"));

const callerOf = (lambda: Local) =>
  createCaller<typeof handler>({
    client: new LambdaClient(lambda.client),
    functionName: "get-order",
    faults: Orders,
  });

test("an order is returned", async ({ lambda }) => {
  expect(await callerOf(lambda)({ orderId: "o-1" })).toEqual({ orderId: "o-1", sku: "lamp" });
});

test("an unknown order is the class that the function threw, with its details", async ({ lambda }) => {
  const error = await callerOf(lambda)({ orderId: "o-9" }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OrderNotFound);
  expect(error).toMatchObject({ details: { orderId: "o-9" }, status: 404, execution: "started" });
});

test("one throttle is not noticed, as the call did not run and is sent again", async ({ lambda }) => {
  lambda.fail("get-order", { with: "TooManyRequestsException" });
  const { ok, meta } = await callerOf(lambda).safe({ orderId: "o-1" });
  expect([ok, meta.attempts]).toEqual([true, 2]);
});

test("a throttle that lasts is a ServiceFault, and the code did not run", async ({ lambda }) => {
  const throttle = lambda.fail("get-order", { with: "TooManyRequestsException", times: Infinity });
  const error = await callerOf(lambda)({ orderId: "o-1" }).catch((thrown) => thrown);
  throttle.stop();
  expect(error).toBeInstanceOf(ServiceFault);
  expect(error).toMatchObject({ errorType: "TooManyRequestsException", execution: "none" });
});
