import { parseMcpResult } from "@faultwire/caller/tools";
import { HandlerFault } from "@faultwire/catalog";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { expect, onTestFinished } from "vitest";
import { OrderNotFound, Orders, ShopBusy } from "../src/faults.ts";

const test = localTest(await fromTemplate("template.yaml"));

/** Connects a client, and returns a function that calls the tool. */
async function toolOf(lambda: Local) {
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(new StreamableHTTPClientTransport(new URL(lambda.url("McpUrl", "/mcp"))));
  onTestFinished(() => client.close());
  return (orderId: string) => client.callTool({ name: "get-order", arguments: { orderId } });
}

test("a program gets the value of the tool", async ({ lambda }) => {
  const getOrder = await toolOf(lambda);
  expect(await parseMcpResult(getOrder("o-1"), Orders)).toEqual({ orderId: "o-1", sku: "lamp" });
});

test("a model reads what happened and what to do", async ({ lambda }) => {
  const getOrder = await toolOf(lambda);
  const { isError, content } = await getOrder("o-9");
  const text =
    "OrderNotFound: Order o-9 was not found\nDo not repeat the same input. Ask the user for another order id.";
  expect([isError, content]).toEqual([true, [{ type: "text", text }]]);
});

test("a program catches the class that the tool threw, with its details", async ({ lambda }) => {
  const getOrder = await toolOf(lambda);
  const missing = await parseMcpResult(getOrder("o-9"), Orders).catch((thrown) => thrown);
  expect(missing).toBeInstanceOf(OrderNotFound);
  expect(missing).toMatchObject({ details: { orderId: "o-9" } });
  const busy = await parseMcpResult(getOrder("busy"), Orders).catch((thrown) => thrown);
  expect(busy).toBeInstanceOf(ShopBusy);
  expect(busy).toMatchObject({ retryable: true, retryAfter: 30 });
});

test("neither of them learns anything of an error that is not declared; the log does", async ({ lambda }) => {
  const getOrder = await toolOf(lambda);
  const result = await getOrder("broken");
  const error = await parseMcpResult(result, Orders).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(HandlerFault);
  expect(error).toMatchObject({ errorType: "InternalFailure" });
  expect(JSON.stringify(result)).not.toContain("hunter2");
  expect(lambda.logs("Mcp").join("\n")).toContain("hunter2");
});
