import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";

/* The declared faults of the fuzzed catalog: each with other details, and with schemas that misbehave. */

export class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => `Order ${orderId} was not found`,
}) {}
class Anything extends fault("Anything", { status: 409, details: z.unknown(), message: "anything" }) {}
class Named extends fault("Named", {
  retryable: true,
  details: z.record(z.string(), z.any()),
  message: "named",
}) {}
class Dated extends fault("Dated", {
  stack: false,
  details: z.object({ at: z.coerce.date<Date>(), more: z.unknown().optional() }),
  message: "dated",
}) {}
class Plain extends fault("Plain", { status: 503, retryable: true, message: "plain" }) {}

const misbehaving = (validate: () => never) => ({
  "~standard": { version: 1 as const, vendor: "fuzz", validate },
});
class Throwing extends fault("Throwing", {
  details: misbehaving(() => {
    throw Object.create(null);
  }),
  message: "throwing",
}) {}
class Late extends fault("Late", {
  details: misbehaving(() => Promise.reject(new Error("late")) as never),
  message: "late",
}) {}

export const Faults = defineCatalog("orders", {
  OrderNotFound,
  Anything,
  Named,
  Dated,
  Plain,
  Throwing,
  Late,
});
