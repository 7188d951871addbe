import { defineCatalog, fault } from "@faultwire/catalog";
import { problemDetails, restJson1, wrapHandler } from "@faultwire/handler";
import type { Context } from "aws-lambda";
import { z } from "zod";

/* Faults that functions of every language throw, and a function that throws them here. */

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
  aliases: ["errors.NoSuchOrder"],
}) {}
/** With a member of each kind, some of them of names that other languages use themselves. */
export class OutOfStock extends fault("OutOfStock", {
  status: 409,
  retryable: true,
  details: z.object({
    sku: z.string().describe("The article that is missing."),
    missing: z.int(),
    price: z.number(),
    reason: z.enum(["sold-out", "discontinued", "class"]),
    next: z.coerce.date<Date>().optional(),
    lines: z.array(z.object({ sku: z.string(), count: z.int().optional() })),
    address: z.object({ street: z.string(), zip: z.string().nullable() }),
    tags: z.record(z.string(), z.number()),
    class: z.string().optional(),
    "ship-to": z.string().optional(),
    message: z.boolean(),
    extra: z.json(),
  }),
  message: "Out of stock",
}) {}
export class Closed extends fault("Closed", { status: 503, message: 'The "shop" is \\ closed: "é" 😀' }) {}
export class Declined extends fault("Declined", {
  status: 402,
  details: z.union([z.object({ funds: z.number() }), z.object({ card: z.string() })]),
  message: "Declined",
}) {}
export class Note extends fault("Note", { details: z.string().optional(), message: "A note" }) {}

export const Shop = defineCatalog("shop", { OrderNotFound, OutOfStock, Closed, Declined, Note });

/** The details of the one `OutOfStock` that every function throws. */
export const OUT_OF_STOCK = {
  sku: 'lamp "é" 漢 😀 \u007f\n',
  missing: 3,
  price: 19.5,
  reason: "sold-out" as const,
  next: new Date("2026-11-22T09:00:00.123Z"),
  lines: [{ sku: "a", count: 1 }, { sku: "b" }],
  address: { street: "1 Main St", zip: null },
  tags: { "a b": 0.1, big: 1e21, small: 1e-7, whole: 100 },
  class: "x",
  message: true,
  extra: { list: [1, "two", null, { three: 3 }], none: null },
};

const throwing = {
  OrderNotFound: () => new OrderNotFound({ orderId: "o-1" }),
  OutOfStock: () => new OutOfStock(OUT_OF_STOCK, { retryAfter: 30 }),
  Closed: () => new Closed(),
  Declined: () => new Declined({ funds: 1.5 }),
  Note: () => new Note("why"),
  Bare: () => new Note(),
  Undeclared: () => new RangeError("out of range"),
};

interface Order {
  readonly fault?: string;
  readonly how?: string;
  readonly rawPath?: string;
  readonly queryStringParameters?: { readonly fault?: string };
}

function sell(given: Order) {
  const name = given.fault ?? given.queryStringParameters?.fault ?? "";
  if (Object.hasOwn(throwing, name)) throw throwing[name as keyof typeof throwing]();
  return { sold: true };
}

const sellers = {
  plain: wrapHandler(sell, { throws: Shop }),
  problem: wrapHandler(sell, { throws: Shop, body: problemDetails() }),
  members: wrapHandler(sell, { throws: Shop, body: restJson1 }),
  custom: wrapHandler(sell, { throws: Shop, wire: "custom" }),
};

/** Sells by one of several handlers, so that one process has all of them. */
export function handler(event: Order, context: Context) {
  const how = event.how ?? event.rawPath?.slice(1);
  return sellers[how as keyof typeof sellers](event, context);
}
