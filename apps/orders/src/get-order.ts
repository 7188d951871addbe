import { wrapHandler } from "@faultwire/handler";
import { OrderNotFound, Orders, PaymentPending } from "order-faults";
import { findOrder } from "./warehouse.ts";

/** Called directly. What it throws reaches its caller on the standard wire. */
export const handler = wrapHandler(
  async ({ orderId }: { orderId: string }) => {
    const order = await findOrder(orderId);
    if (order === undefined) throw new OrderNotFound({ orderId });
    if (order.paidAt === undefined) {
      const until = new Date(order.placedAt.getTime() + 30 * 60_000);
      throw new PaymentPending({ orderId, until }, { retryAfter: 60 });
    }
    return { orderId, sku: order.sku, paidAt: order.paidAt };
  },
  { throws: Orders },
);
