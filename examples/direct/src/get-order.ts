import { wrapHandler } from "@faultwire/handler";
import { OrderNotFound, Orders } from "./faults.ts";

const skus = new Map([["o-1", "lamp"]]);

export const handler = wrapHandler(
  async ({ orderId }: { orderId: string }) => {
    const sku = skus.get(orderId);
    if (sku === undefined) throw new OrderNotFound({ orderId });
    return { orderId, sku };
  },
  { throws: Orders },
);
