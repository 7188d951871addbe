import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { z } from "zod";

export class CardDeclined extends fault("CardDeclined", {
  status: 402,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `The card for ${orderId} was declined`,
}) {}

export const Payments = defineCatalog("payments", { CardDeclined });

export interface Charge {
  readonly orderId: string;
  readonly declined?: boolean;
}

export const handler = wrapHandler(
  async ({ orderId, declined = false }: Charge) => {
    if (declined) throw new CardDeclined({ orderId });
    return { charged: orderId };
  },
  { throws: Payments },
);
