import { setTimeout } from "node:timers/promises";

/** An order as the warehouse keeps it. */
export interface StoredOrder {
  readonly sku: string;
  readonly placedAt: Date;
  readonly paidAt?: Date;
}

const PLACED = new Date("2026-11-22T09:00:00Z");
const STORED: Readonly<Record<string, StoredOrder>> = {
  "o-1": { sku: "lamp", placedAt: PLACED, paidAt: new Date("2026-11-22T09:05:00Z") },
  "o-2": { sku: "chair", placedAt: PLACED },
  "o-3": { sku: "piano", placedAt: PLACED, paidAt: PLACED },
};
const STOCK = new Map([["lamp", 3]]);
const PAGE_MS = 400;

/** A row that somebody wrote by hand: reading it fails as a bug does, not as a fault. */
const BROKEN = "o-broken";

export async function findOrder(orderId: string): Promise<StoredOrder | undefined> {
  if (orderId === BROKEN) return { ...STORED["o-1"], ...JSON.parse('{"placedAt": ') };
  return STORED[orderId];
}

/** Takes from the stock if there is enough, and returns how much there was. */
export async function take(sku: string, quantity: number): Promise<number> {
  const available = STOCK.get(sku) ?? 0;
  if (available >= quantity) STOCK.set(sku, available - quantity);
  return available;
}

export async function allOrders(pages: number): Promise<string[]> {
  await setTimeout(pages * PAGE_MS);
  return Object.keys(STORED);
}
