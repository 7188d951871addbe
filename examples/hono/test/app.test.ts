import { createHttpCaller } from "@faultwire/caller";
import { HandlerFault } from "@faultwire/catalog";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { expect } from "vitest";
import { z } from "zod";
import { OrderNotFound, Orders } from "../src/faults.ts";

const test = localTest(await fromTemplate("template.yaml"));

const getterOf = (lambda: Local) =>
  createHttpCaller({
    method: "GET",
    url: lambda.url("ApiUrl", "/orders/{orderId}"),
    request: { path: z.object({ orderId: z.string() }) },
    output: z.object({ orderId: z.string(), sku: z.string() }),
    faults: Orders,
  });

test("an order is returned", async ({ lambda }) => {
  expect(await getterOf(lambda)({ path: { orderId: "o-1" } })).toEqual({ orderId: "o-1", sku: "lamp" });
});

test("a thrown fault is a 404, and its class with details for the client", async ({ lambda }) => {
  const error = await getterOf(lambda)({ path: { orderId: "o-9" } }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OrderNotFound);
  expect(error).toMatchObject({ status: 404, details: { orderId: "o-9" } });
});

test("any other error is an InternalFailure without its text, which is in the log", async ({ lambda }) => {
  const error = await getterOf(lambda)({ path: { orderId: "o-0" } }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(HandlerFault);
  expect(error).toMatchObject({ errorType: "InternalFailure", status: 500 });
  expect(JSON.stringify(error)).not.toContain("hunter2");
  expect(lambda.logs("Api").join("\n")).toContain("hunter2");
});

test("an HTTPException keeps its own answer", async ({ lambda }) => {
  const response = await fetch(lambda.url("ApiUrl", "/orders/o-1"), { method: "DELETE" });
  expect([response.status, await response.text()]).toEqual([403, "Orders stay"]);
});
