import { wrapHandler } from "@faultwire/handler";
import { CardDeclined, Orders } from "order-faults";
import { z } from "zod";

const Payment = z.object({ orderId: z.string(), amount: z.number(), card: z.string() });

/** Behind a REST API's custom integration, which selects a response by the JSON in the error's message. */
export const handler = wrapHandler(
  async ({ orderId, amount, card }) => {
    if (card.endsWith("0000")) throw new CardDeclined({ reason: "card", last4: card.slice(-4) });
    if (amount > 100) throw new CardDeclined({ reason: "funds", missing: amount - 100 });
    return { orderId, paid: amount };
  },
  { throws: Orders, input: Payment, wire: "custom" },
);
