import { defineCatalog, fault } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import { z } from "zod";

/* Functions behind the custom integrations of a REST API: with and without a wrapper. */

class Order extends fault("Order", {
  status: 404,
  details: z.looseObject({}),
  message: ({ text }) => String(text),
}) {}
class OrderClosed extends fault("Order.Closed$-1", { status: 404, message: "closed" }) {}
class Busy extends fault("Busy", { status: 504, message: "busy" }) {}
class Broken extends fault("Broken", { message: "broken" }) {}

export const Texts = defineCatalog("texts", { Order, "Order.Closed$-1": OrderClosed, Busy, Broken });

class Closed extends fault("Closed", {
  status: 503,
  details: z.looseObject({}).optional(),
  message: 'It\'s "closed" (since 3.5 $)\n\u0085\u2028😀',
}) {}
class Gone extends fault("Gone", { status: 410, message: "closed" }) {}
class AlsoGone extends fault("AlsoGone", { status: 410, message: "closed" }) {}
class Timed extends fault("Timed", { status: 409, message: "Task timed out after 3.00 seconds" }) {}
class Internal extends fault("Internal", { message: "internal" }) {}

export const Constants = defineCatalog("the catalog's $name", { Closed, Gone, AlsoGone, Timed, Internal });

/** An order to a function by a test. */
export type Act =
  | {
      readonly fault: string;
      readonly details?: unknown;
      readonly retryAfter?: number;
      readonly status?: number;
    }
  | { readonly returns: unknown }
  | { readonly throws: { readonly name?: string; readonly message: string; readonly repeat?: number } }
  | { readonly rejects: string }
  | { readonly sleeps: number }
  | { readonly exits: number };

export const custom = wrapHandler((act: Act) => perform(act, Texts), {
  throws: Texts,
  wire: "custom",
  trace: true,
  input: z.custom<Act>((act) => act !== "invalid"),
});
export const standard = wrapHandler((act: Act) => perform(act, Constants), {
  throws: Constants,
  wire: "standard",
  input: z.custom<Act>((act) => act !== "invalid"),
});
/** Without a wrapper, as an older function, or one that fails outside of its handler. */
export const bare = (act: Act) => perform(act, Texts);

async function perform(act: Act, { faults }: { faults: object }): Promise<unknown> {
  if ("returns" in act) return act.returns;
  if ("exits" in act) process.exit(act.exits);
  if ("rejects" in act) Promise.reject(act.rejects);
  if ("sleeps" in act || "rejects" in act) return new Promise((resolve) => setTimeout(resolve, 20_000));
  if ("throws" in act) {
    const { name = "Error", message, repeat = 1 } = act.throws;
    throw Object.assign(new Error(message.repeat(repeat)), { name });
  }
  const { fault: name, details, retryAfter, status } = act;
  // Each class takes details, if any, and options.
  const made = faults as Record<string, new (details: unknown, options: object) => Error>;
  const Class = made[name];
  if (Class === undefined) throw new Error(`There is no fault ${name}`);
  throw Object.assign(new Class(details, retryAfter === undefined ? {} : { retryAfter }), {
    ...(status !== undefined && { status }),
  });
}
