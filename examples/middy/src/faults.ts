import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

export class OrderInvalid extends fault("OrderInvalid", {
  status: 400,
  details: z.object({ problems: z.string() }),
  message: "The order is not valid",
}) {}

export class OutOfStock extends fault("OutOfStock", {
  status: 409,
  details: z.object({ sku: z.string(), left: z.number() }),
  message: ({ sku, left }) => `There are ${left} of ${sku} left`,
}) {}

export const Orders = defineCatalog("orders", { OrderInvalid, OutOfStock });
