import { defineCatalog, fault } from "@faultwire/catalog";
import { agentCoreToolName, wrapAgentCoreTool, wrapBedrockAgent } from "@faultwire/handler/tools";
import { z } from "zod";

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
export class Busy extends fault("Busy", { status: 503, retryable: true, message: "The shop is busy" }) {}
export const Orders = defineCatalog("orders", { OrderNotFound, Busy });

export const SECRET = "postgres://admin:hunter2@db";

/** Finds an order, or fails in one of the ways in which tools fail. */
export function find(orderId: string): { orderId: string; total: number } {
  if (orderId === "busy") throw new Busy(undefined, { retryAfter: 30 });
  if (orderId === "broken") throw new Error(`connect ECONNREFUSED ${SECRET}`);
  if (orderId !== "o-1") throw new OrderNotFound({ orderId });
  return { orderId, total: 5 };
}

/** The target of an AgentCore Gateway, which is one tool here. */
export const gateway = wrapAgentCoreTool(
  async ({ orderId }, context) => ({ ...find(orderId), tool: agentCoreToolName(context) }),
  {
    throws: Orders,
    input: z.object({ orderId: z.string() }),
    advice: { OrderNotFound: "Ask for another id." },
  },
);

/** The function of an action group. */
export const agent = wrapBedrockAgent(async ({ orderId }) => find(orderId), {
  throws: Orders,
  input: z.object({ orderId: z.string(), count: z.number().optional() }),
});
