import { createHttpCaller, parseResponse } from "@faultwire/caller";
import { HandlerFault, Undeclared } from "@faultwire/catalog";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { expect } from "vitest";
import { z } from "zod";
import { OrderNotFound, Orders } from "../src/faults.ts";

const test = localTest(await fromTemplate("template.yaml"));

const getterOf = (lambda: Local) =>
  createHttpCaller({
    method: "GET",
    url: lambda.url("ServerlessHttpApi", "/orders/{orderId}"),
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

test("any other error is an InternalFailure without its text, which Logger writes", async ({ lambda }) => {
  const error = await getterOf(lambda)({ path: { orderId: "o-0" } }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(HandlerFault);
  expect(error).toMatchObject({ errorType: "InternalFailure", status: 500 });
  expect(JSON.stringify(error)).not.toContain("hunter2");
  const line = lambda.logs("Api").find((each) => each.includes("hunter2"));
  expect(JSON.parse(line ?? "")).toMatchObject({ level: "ERROR", service: "orders" });
});

test("Metrics counts each fault by its type", async ({ lambda }) => {
  await getterOf(lambda).safe({ path: { orderId: "o-9" } });
  const line = lambda.logs("Api").findLast((each) => each.includes('"_aws"'));
  expect(JSON.parse(line ?? "")).toMatchObject({ ErrorType: "OrderNotFound", Faults: 1 });
});

test("the router's own 404 keeps its body, and is not a declared fault", async ({ lambda }) => {
  const response = await fetch(lambda.url("ServerlessHttpApi", "/nowhere"));
  const fault = await parseResponse(response, Orders);
  expect(fault).toBeInstanceOf(Undeclared);
  expect(fault).toMatchObject({ errorType: "NotFoundError", status: 404 });
});
