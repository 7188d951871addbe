import { wrapMcpTool } from "@faultwire/handler/tools";
import { createMcpHandler, McpServer } from "@modelcontextprotocol/server";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { z } from "zod";
import { OrderNotFound, Orders, ShopBusy } from "./faults.ts";

const getOrder = wrapMcpTool(
  async ({ orderId }: { orderId: string }) => {
    if (orderId === "busy") throw new ShopBusy(undefined, { retryAfter: 30 });
    if (orderId === "broken") throw new Error("connect ECONNREFUSED postgres://admin:hunter2@db");
    if (orderId !== "o-1") throw new OrderNotFound({ orderId });
    return { content: [{ type: "text" as const, text: JSON.stringify({ orderId, sku: "lamp" }) }] };
  },
  { throws: Orders, advice: { OrderNotFound: "Ask the user for another order id." } },
);

const mcp = createMcpHandler(() => {
  const server = new McpServer({ name: "orders", version: "1.0.0" });
  const inputSchema = z.object({ orderId: z.string() });
  server.registerTool("get-order", { description: "Finds an order", inputSchema }, getOrder);
  return server;
});

// Hono makes a Request of the event.
const app = new Hono().all("/mcp", ({ req }) => mcp.fetch(req.raw));
export const handler = handle(app);
