import { createHttpCaller, plan } from "@faultwire/caller";
import { GatewayFault, HandlerFault } from "@faultwire/catalog";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { expect } from "vitest";
import { OrderNotFound, Orders, OutOfStock } from "../src/faults.ts";
import type { handler as getOrder } from "../src/get-order.ts";
import type { handler as placeOrder } from "../src/place-order.ts";

const API = "ServerlessRestApi";
const test = localTest(await fromTemplate("template.yaml"));

const getter = (lambda: Local) =>
  createHttpCaller<typeof getOrder>({
    method: "GET",
    url: lambda.url(API, "/orders/{orderId}"),
    request: true,
    faults: Orders,
  });
const placer = (lambda: Local) =>
  createHttpCaller<typeof placeOrder>({ url: lambda.url(API, "/orders"), faults: Orders });

test("an order is returned", async ({ lambda }) => {
  const order = await getter(lambda)({ path: { orderId: "o-1" } });
  expect(order).toEqual({ orderId: "o-1", sku: "lamp", quantity: 1 });
});

test("an unknown order is a 404, and its class with details for the client", async ({ lambda }) => {
  const error = await getter(lambda)({ path: { orderId: "o-9" } }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OrderNotFound);
  expect(error).toMatchObject({ status: 404, details: { orderId: "o-9" } });
});

test("an order is placed with 201, and refused with 409 where the stock is too small", async ({ lambda }) => {
  const placed = await placer(lambda).safe({ sku: "lamp", quantity: 2 });
  expect(placed).toMatchObject({ ok: true, value: { orderId: "o-2" }, meta: { statusCode: 201 } });
  const error = await placer(lambda)({ sku: "lamp", quantity: 7 }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OutOfStock);
  expect(error).toMatchObject({ status: 409, details: { sku: "lamp", left: 3 } });
});

test("a body that does not fit the schema is a 400 that lists what is wrong", async ({ lambda }) => {
  const error = await placer(lambda)({ sku: "lamp", quantity: 0 }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(HandlerFault);
  expect(error).toMatchObject({
    errorType: "ValidationFailed",
    status: 400,
    details: { issues: [{ path: "quantity", message: "expected at least 1" }] },
  });
});

test("a 504 of API Gateway is not sent again, as the order may have been placed", async ({ lambda }) => {
  lambda.fail({ api: API, route: "POST /orders" }, { after: "ran", with: { status: 504 } });
  const error = await placer(lambda)({ sku: "lamp", quantity: 1 }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(GatewayFault);
  expect(error).toMatchObject({ status: 504, execution: "unknown" });
  expect(plan(error).because).toBe("The function may have run, and a second run might do harm.");
  expect(lambda.runs("PlaceOrder").at(-1)).toMatchObject({ outcome: "returned" });
});
