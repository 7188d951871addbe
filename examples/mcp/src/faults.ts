import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}

export class ShopBusy extends fault("ShopBusy", {
  status: 503,
  retryable: true,
  message: "The shop is busy",
}) {}

export const Orders = defineCatalog("orders", { OrderNotFound, ShopBusy });
