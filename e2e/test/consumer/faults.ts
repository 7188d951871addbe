import { defineCatalog, type FaultsOf, fault } from "@faultwire/catalog";
import { z } from "zod";

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string(), region: z.string().optional() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}

export class PaymentPending extends fault("PaymentPending", {
  status: 409,
  retryable: true,
  message: "The payment is still pending",
}) {}

export const Orders = defineCatalog("orders", { OrderNotFound, PaymentPending });
export type OrderFault = FaultsOf<typeof Orders>;
