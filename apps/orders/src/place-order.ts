import { wrapHandler } from "@faultwire/handler";
import { Orders, OutOfStock } from "order-faults";
import { z } from "zod";
import { take } from "./warehouse.ts";

const Order = z.object({ sku: z.string(), quantity: z.int().positive() });
const Receipt = z.object({ orderId: z.string(), quantity: z.number() });

/** Behind a REST API's proxy integration: the body is validated before, the result after. */
export const handler = wrapHandler(
  async ({ sku, quantity }) => {
    const available = await take(sku, quantity);
    if (available < quantity) throw new OutOfStock({ sku, available });
    return { orderId: `o-${sku}`, quantity };
  },
  { throws: Orders, input: Order, output: Receipt },
);
