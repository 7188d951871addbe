import { wrapHandler } from "@faultwire/handler";
import { Orders } from "order-faults";
import { allOrders } from "./warehouse.ts";

/** Takes its time, and one at a time: its concurrency is reserved. */
export const handler = wrapHandler(async ({ pages }: { pages: number }) => allOrders(pages), {
  throws: Orders,
});
