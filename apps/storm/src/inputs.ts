import type { ChosenCall } from "./choose-call.ts";
import type { Dice } from "./seeded.ts";

/** Makes the input of an orders function, with the order of the storm in it. */
export function inputFor({ functionName, order, retry }: ChosenCall, dice: Dice): object {
  return {
    ...INPUTS[functionName]?.(dice, { id: order.id, waits: retry === "default" || retry === "off" }),
    storm: order,
  };
}

interface Facts {
  readonly id: string;
  /** Whether the caller ends the call where a fault asks it to wait for minutes. */
  readonly waits: boolean;
}

const INPUTS: Readonly<Record<string, (dice: Dice, facts: Facts) => object>> = {
  "get-order": (dice, { id, waits }) => ({
    orderId: dice.pick("order", ["o-1", `o-${id}`, `o-${id}`, "o-broken", waits ? "o-2" : "o-1"]),
  }),
  "place-order": (dice) => ({
    sku: dice.pick("sku", ["lamp", "chair"]),
    quantity: dice.pick("quantity", [1, 0]),
  }),
  "cancel-order": (dice, { id, waits }) => ({
    orderId: dice.pick("order", ["o-1", `o-${id}`, waits ? "o-3" : "o-2"]),
  }),
  "pay-order": pay,
  "book-order": pay,
  "watch-order": (_, { id }) => ({ orderId: `o-${id}` }),
};

function pay(dice: Dice, { id }: Facts): object {
  const amount = dice.pick("amount", [50, 50, 120]);
  return { orderId: `o-${id}`, amount, card: dice.pick("card", ["4111", "4111", "0000"]) };
}
