import { defineCatalog, type Fault, fault } from "@faultwire/catalog";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";

/* Catalogs with everything that a generator has to describe, and one of each fault. */

interface Tree {
  readonly sku: string;
  readonly parts: Tree[];
}
const Tree: z.ZodType<Tree> = z.object({
  sku: z.string(),
  get parts() {
    return z.array(Tree);
  },
});

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
class PaymentPending extends fault("PaymentPending", {
  status: 409,
  retryable: true,
  details: z.object({
    orderId: z.string().default("none"),
    until: z.coerce.date<Date>().default(() => new Date()),
    label: z.string().transform((text) => text.trim()),
    note: z.string().nullish(),
  }),
  message: "The payment is pending",
}) {}
class CardDeclined extends fault("CardDeclined", {
  status: 409,
  details: z.discriminatedUnion("reason", [
    z.object({ reason: z.literal("funds"), missing: z.number() }),
    z.strictObject({ reason: z.literal("card"), last4: z.string() }),
  ]),
  message: ({ reason }) => `The card was declined: ${reason}`,
}) {}
class BrokenSet extends fault("Broken$Set", {
  status: 409,
  details: z.object({ set: Tree, other: Tree.optional() }),
  message: "A set is broken",
}) {}
class Busy extends fault("Busy", { status: 503, message: "Come back\nlater" }) {}
class Odd extends fault("Odd", { details: z.string().optional(), message: "Odd" }) {}

/** Faults with schemas of zod. */
export const Orders = defineCatalog("orders", {
  OrderNotFound,
  PaymentPending,
  CardDeclined,
  Broken$Set: BrokenSet,
  Busy,
  Odd,
});

const until = new Date("2026-11-22T09:00:00.000Z");
export const orders: readonly Fault[] = [
  new OrderNotFound({ orderId: "o-1" }),
  new PaymentPending({ orderId: "o-1", until, label: " a ", note: null }, { retryAfter: 3 }),
  new PaymentPending({ label: "" }),
  new CardDeclined({ reason: "funds", missing: 1.5 }),
  new CardDeclined({ reason: "card", last4: "1234" }),
  new BrokenSet({ set: { sku: "a", parts: [{ sku: "b", parts: [] }] } }),
  new Busy(),
  new Odd(),
  new Odd("why"),
];

class Late extends fault("Late", {
  status: 504,
  details: type({ since: "string.date.iso.parse | Date", "by?": "number" }),
  message: "late",
}) {}

/** A fault with a schema of arktype. */
export const Ark = defineCatalog("ark", { Late });
export const arks: readonly Fault[] = [new Late({ since: until, by: 2 })];

class Closed extends fault("Closed", {
  status: 423,
  details: v.object({
    until: v.pipe(
      v.union([v.date(), v.pipe(v.string(), v.isoTimestamp())]),
      v.transform((time) => new Date(time)),
    ),
    days: v.optional(v.array(v.picklist(["sat", "sun"])), []),
  }),
  message: "closed",
}) {}

/** A fault with a schema of valibot. */
export const Vali = defineCatalog("vali", { Closed });
export const valis: readonly Fault[] = [new Closed({ until }), new Closed({ until, days: ["sat"] })];
