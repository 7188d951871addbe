import { wrapBatch, wrapHandler } from "@faultwire/handler";
import { assertNoLeak } from "@faultwire/handler/testing";
import { z } from "zod";
import { OrderNotFound, Orders } from "./faults.js";

export const getOrder = wrapHandler(
  async ({ orderId }: { orderId: string }) => {
    if (orderId !== "o-1") throw new OrderNotFound({ orderId });
    return { orderId, quantity: 1 };
  },
  { throws: Orders },
);

export const placeOrder = wrapHandler(async ({ sku }) => ({ orderId: sku }), {
  throws: Orders,
  input: z.object({ sku: z.string() }),
  output: z.object({ orderId: z.string() }),
});

export const shipOrders = wrapBatch(
  async ({ orderId }) => {
    if (orderId === "") throw new OrderNotFound({ orderId });
  },
  { throws: Orders, input: z.object({ orderId: z.string() }) },
);

export { assertNoLeak };
