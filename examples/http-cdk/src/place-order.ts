import { respond, wrapHandler } from "@faultwire/handler";
import { z } from "zod";
import { Orders, OutOfStock } from "./faults.ts";

const stock = new Map([["lamp", 3]]);

export const handler = wrapHandler(
  async ({ sku, quantity }) => {
    const left = stock.get(sku) ?? 0;
    if (quantity > left) throw new OutOfStock({ sku, left });
    const orderId = "o-2";
    return respond({ orderId }, { status: 201, headers: { Location: `/orders/${orderId}` } });
  },
  {
    throws: Orders,
    input: z.object({ sku: z.string(), quantity: z.number().int().min(1) }),
    output: z.object({ orderId: z.string() }),
  },
);
