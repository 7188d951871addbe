import { wrapHandler } from "@faultwire/handler";
import { z } from "zod";
import { OrderNotFound, Orders } from "./faults.ts";

const orders = new Map([["o-1", { orderId: "o-1", sku: "lamp", quantity: 1 }]]);

export const handler = wrapHandler(
  async ({ path: { orderId } }) => {
    const order = orders.get(orderId);
    if (order === undefined) throw new OrderNotFound({ orderId });
    return order;
  },
  {
    throws: Orders,
    request: { path: z.object({ orderId: z.string() }) },
    output: z.object({ orderId: z.string(), sku: z.string(), quantity: z.number() }),
  },
);
