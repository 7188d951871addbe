import { BankClosed, CardDeclined } from "./faults.ts";

/** In place of a warehouse and a bank. */
export const shop = { lamps: 3, charges: 0 };

export async function reserve(): Promise<void> {
  shop.lamps -= 1;
}

export async function release(): Promise<void> {
  shop.lamps += 1;
}

export async function charge(orderId: string, card: string): Promise<string> {
  shop.charges += 1;
  if (card === "empty") throw new CardDeclined({ orderId, missing: 20 });
  if (card === "at-night" && shop.charges < 3) throw new BankClosed();
  return `receipt of ${orderId}`;
}
