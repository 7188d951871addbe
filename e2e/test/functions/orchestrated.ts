import { parse } from "@faultwire/caller";
import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { z } from "zod";

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
export class PaymentPending extends fault("PaymentPending", {
  status: 409,
  retryable: true,
  details: z.object({ until: z.coerce.date() }),
  message: "The payment is pending",
}) {}
export class Busy extends fault("Busy", { status: 503, message: "Come back\nlater" }) {}
export const Orders = defineCatalog("orders", { OrderNotFound, PaymentPending, Busy });

/** One of each fault. */
export const orders = [
  new OrderNotFound({ orderId: "o-1" }),
  new PaymentPending({ until: new Date(0) }),
  new Busy(),
];

/** Throws the fault of a name, or what no catalog declares. */
export const charge = wrapHandler(
  async ({ name }: { readonly name: string }) => {
    const thrown = orders.find((each) => each.name === name);
    if (thrown !== undefined) throw thrown;
    if (name === "none") return { charged: true };
    throw new TypeError("no such fault");
  },
  { throws: Orders },
);

/** The state after a Catch: reads the failure that is in its input. */
export const refund = async (event: unknown) => {
  const failure = parse(event, Orders);
  return {
    name: failure?.name,
    typed: orders.some((each) => each.constructor === failure?.constructor),
    message: failure?.message,
    details: failure?.details,
    execution: failure?.execution,
  };
};
