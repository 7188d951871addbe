import { createHttpCaller, parseResponse } from "@faultwire/caller";
import { HandlerFault, Undeclared } from "@faultwire/catalog";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { expect } from "vitest";
import { z } from "zod";
import { OrderInvalid, Orders, OutOfStock } from "../src/faults.ts";

const test = localTest(await fromTemplate("template.yaml"));

const urlOf = (lambda: Local) => lambda.url("ServerlessHttpApi", "/orders");
const placerOf = (lambda: Local) =>
  createHttpCaller({
    url: urlOf(lambda),
    input: z.object({ sku: z.string(), quantity: z.number() }),
    output: z.object({ orderId: z.string() }),
    faults: Orders,
  });

test("an order is placed", async ({ lambda }) => {
  expect(await placerOf(lambda)({ sku: "lamp", quantity: 1 })).toEqual({ orderId: "o-2" });
});

test("a thrown fault is a 409, and its class with details for the client", async ({ lambda }) => {
  const error = await placerOf(lambda)({ sku: "lamp", quantity: 7 }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OutOfStock);
  expect(error).toMatchObject({ status: 409, details: { sku: "lamp", left: 3 } });
});

test("an error of another library becomes a fault by mapError", async ({ lambda }) => {
  const error = await placerOf(lambda)({ sku: "lamp", quantity: 0 }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OrderInvalid);
  expect(error.details.problems).toContain("quantity");
});

test("what a middleware throws keeps its status: 422 for a body that is not JSON", async ({ lambda }) => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(urlOf(lambda), { method: "POST", headers, body: "{" });
  const fault = await parseResponse(response, Orders);
  expect(fault).toBeInstanceOf(Undeclared);
  expect(fault).toMatchObject({ errorType: "UnprocessableEntityError", status: 422 });
});

test("Middy's early time-out is the fault FunctionTimedOut, and not a 503 of the gateway", async ({
  lambda,
}) => {
  const error = await placerOf(lambda)({ sku: "slow", quantity: 1 }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(HandlerFault);
  expect(error).toMatchObject({ errorType: "FunctionTimedOut", status: 504, execution: "started" });
});
