import { wrapHandler } from "@faultwire/handler";
import { BankClosed, CardDeclined, Payments } from "./faults.ts";

export const handler = wrapHandler(
  async ({ orderId, card }: { orderId: string; card: string }) => {
    if (card === "empty") throw new CardDeclined({ orderId, missing: 20 });
    if (card === "at-night") throw new BankClosed();
    return { charged: orderId };
  },
  { throws: Payments },
);
