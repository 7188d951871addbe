import { wrapBatch, wrapStreamHandler } from "@faultwire/handler";
import { OrderNotFound, Orders } from "order-faults";
import { handler as cancel } from "orders/cancel-order";
import { handler as get } from "orders/get-order";
import { handler as pay } from "orders/pay-order";
import { handler as place } from "orders/place-order";
import { orderOf } from "./order.ts";
import { underStorm } from "./under-storm.ts";

/* The orders functions, and what feeds on their events, in a storm. */

export const getOrder = underStorm("get-order", get);
export const placeOrder = underStorm("place-order", place);
export const cancelOrder = underStorm("cancel-order", cancel);
export const payOrder = underStorm("pay-order", pay);
export const bookOrder = underStorm("book-order", pay);

/** The place that a redirect leads to. Nothing may get there. */
export const elsewhere = underStorm("elsewhere", async () => ({ statusCode: 200, body: "{}" }));

/** Writes the order in pieces. */
export const watchOrder = wrapStreamHandler(
  async (event: { readonly orderId: string }, stream) => {
    const { id, fate } = orderOf(event);
    await underStorm("watch-order", async () => {
      stream.write(`{"id":"${id}",`);
      if (fate === "half") throw new OrderNotFound({ orderId: event.orderId });
      stream.write('"state":"on its way"}');
    })(event, undefined);
  },
  { throws: Orders },
);

/** Handles each record of a batch by itself. */
const eachRecord = (name: string) => {
  const handle = underStorm(name, async () => undefined);
  return wrapBatch(async (record: object) => handle(record, undefined), { throws: Orders });
};
export const shipOrders = eachRecord("ship-orders");
export const countOrders = eachRecord("count-orders");
export const indexOrders = eachRecord("index-orders");
