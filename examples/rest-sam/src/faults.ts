import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}

export class OutOfStock extends fault("OutOfStock", {
  status: 409,
  details: z.object({ sku: z.string(), left: z.number() }),
  message: ({ sku, left }) => `There are ${left} of ${sku} left`,
}) {}

export const Orders = defineCatalog("orders", { OrderNotFound, OutOfStock });
