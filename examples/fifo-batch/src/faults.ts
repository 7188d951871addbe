import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

/** Permanent: 422 is not retryable. */
export class AddressUnknown extends fault("AddressUnknown", {
  status: 422,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} has no address`,
}) {}

/** Temporary: 503 is retryable. */
export class CarrierDown extends fault("CarrierDown", {
  status: 503,
  message: "The carrier does not answer",
}) {}

export const Shipping = defineCatalog("shipping", { AddressUnknown, CarrierDown });
