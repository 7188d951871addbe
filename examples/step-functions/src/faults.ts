import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

export class CardDeclined extends fault("CardDeclined", {
  status: 402,
  details: z.object({ orderId: z.string(), missing: z.number() }),
  message: ({ orderId }) => `The card for ${orderId} was declined`,
}) {}

export class BankClosed extends fault("BankClosed", {
  status: 503,
  retryable: true,
  message: "The bank is closed",
}) {}

export const Payments = defineCatalog("payments", { CardDeclined, BankClosed });
