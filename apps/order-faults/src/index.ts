import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}

export class PaymentPending extends fault("PaymentPending", {
  status: 409,
  retryable: true,
  details: z.object({ orderId: z.string(), until: z.coerce.date<Date>() }),
  message: ({ orderId, until }) => `The payment of order ${orderId} is pending until ${until.toISOString()}`,
}) {
  /** Minutes until the payment is decided. */
  minutesLeft(now: Date): number {
    return Math.ceil((this.details.until.getTime() - now.getTime()) / 60_000);
  }
}

export class OutOfStock extends fault("OutOfStock", {
  status: 409,
  details: z.object({ sku: z.string(), available: z.number().int() }),
  message: ({ sku, available }) => `Only ${available} of ${sku} are left`,
}) {}

export class CardDeclined extends fault("CardDeclined", {
  status: 402,
  details: z.discriminatedUnion("reason", [
    z.object({ reason: z.literal("funds"), missing: z.number() }),
    z.object({ reason: z.literal("card"), last4: z.string() }),
  ]),
  message: ({ reason }) => `The card was declined: ${reason}`,
}) {}

export class WarehouseClosed extends fault("WarehouseClosed", {
  status: 503,
  message: "The warehouse is closed",
}) {}

/** The faults of the orders functions. */
export const Orders = defineCatalog("orders", {
  OrderNotFound,
  PaymentPending,
  OutOfStock,
  CardDeclined,
  WarehouseClosed,
});
