import { type } from "arktype";
import * as v from "valibot";
import { expectTypeOf } from "vitest";
import { z } from "zod";
import { fault } from "./declare-fault.ts";
import { isFault } from "./fault.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: ({ orderId }) => {
    expectTypeOf(orderId).toEqualTypeOf<string>();
    return orderId;
  },
}) {}
class Pending extends fault("Pending", {
  details: z.object({ until: z.coerce.date<Date>() }),
  message: "m",
}) {}
class Down extends fault("Down", { message: "down" }) {}
class Maybe extends fault("Maybe", {
  details: z.object({ a: z.number() }).optional(),
  message: (d) => `a ${d?.a}`,
}) {}
class Declined extends fault("Declined", {
  details: z.discriminatedUnion("reason", [
    z.object({ reason: z.literal("funds"), missing: z.number() }),
    z.object({ reason: z.literal("card"), last4: z.string() }),
  ]),
  message: (details) => (details.reason === "funds" ? `missing ${details.missing.toFixed()}` : details.last4),
}) {}
class WithDefault extends fault("WithDefault", {
  details: z.object({ id: z.string(), n: z.number().default(3) }),
  message: ({ n }) => n.toFixed(),
}) {}

// The constructor takes the schema's input, and the details are its output.
expectTypeOf(new OrderNotFound({ orderId: "a" }, { retryAfter: 5, cause: 1 }).details).toEqualTypeOf<{
  orderId: string;
}>();
expectTypeOf(new Pending({ until: new Date() }).details).toEqualTypeOf<{ until: Date }>();
expectTypeOf(new WithDefault({ id: "a" }).details).toEqualTypeOf<{ id: string; n: number }>();
expectTypeOf(new Down().details).toEqualTypeOf<undefined>();
expectTypeOf(new OrderNotFound({ orderId: "a" }).name).toEqualTypeOf<"OrderNotFound">();
new Down(undefined, { cause: 1 });
new Maybe();
new Maybe({ a: 1 });
new Declined({ reason: "funds", missing: 1 });

// Details that do not fit do not compile.
// @ts-expect-error
new OrderNotFound();
// @ts-expect-error
new OrderNotFound({ orderId: 1 });
// @ts-expect-error
new Pending({ until: "tomorrow" });
// @ts-expect-error
new Declined({ reason: "card", missing: 1 });
// @ts-expect-error a fault without details
new Down({ x: 1 });
// @ts-expect-error options come second
new Down({ cause: 1 });
// @ts-expect-error a message is needed
fault("Bad", { status: 400 });

// Every Standard Schema infers.
class ByValibot extends fault("ByValibot", {
  details: v.object({ id: v.string(), n: v.optional(v.number(), 3) }),
  message: ({ n }) => n.toFixed(),
}) {}
class ByArk extends fault("ByArk", {
  details: type({ id: "string", "n?": "number" }),
  message: ({ n }) => `${n?.toFixed()}`,
}) {}
expectTypeOf(new ByValibot({ id: "a" }).details.n).toEqualTypeOf<number>();
expectTypeOf(new ByArk({ id: "a" }).details.id).toEqualTypeOf<string>();
// @ts-expect-error
new ByArk({ id: 1 });

// Guards narrow.
declare const caught: unknown;
if (OrderNotFound.is(caught)) expectTypeOf(caught.details.orderId).toEqualTypeOf<string>();
if (caught instanceof OrderNotFound) expectTypeOf(caught.details.orderId).toEqualTypeOf<string>();
if (isFault(caught)) expectTypeOf(caught.retryable).toEqualTypeOf<boolean>();
