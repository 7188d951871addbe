import { defineCatalog, fault } from "@faultwire/catalog";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";

export class Secretive extends fault("Secretive", {
  status: 403,
  details: z.object({ id: z.string() }),
  message: ({ id }) => `user ${id}`,
}) {}

export class Plain extends fault("Plain", {
  status: 404,
  details: z.object({ text: z.string() }),
  message: ({ text }) => text,
}) {}

/** Its constructor takes something else than details. */
export class Own extends fault("Own", {
  status: 409,
  details: z.object({ sku: z.string(), count: z.number() }),
  message: "own",
}) {
  constructor(sku: string, count: number) {
    super({ sku: sku.toUpperCase(), count });
  }
  get label(): string {
    return `${this.details.count} x ${this.details.sku}`;
  }
  repeat(times: number): string {
    return this.label.repeat(times);
  }
}

export class Expected extends fault("Expected", { status: 410, stack: false, message: "no surprise" }) {}

export class Shapely extends fault("Shapely", {
  status: 422,
  details: z.object({
    at: z.coerce.date<Date>(),
    count: z.number().default(3),
    name: z.string().transform((text) => text.trim()),
    choice: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), n: z.number() }),
      z.object({ kind: z.literal("b") }),
    ]),
  }),
  message: ({ name }) => name,
}) {}

export class ByValibot extends fault("ByValibot", {
  details: v.object({ id: v.string(), n: v.number() }),
  message: ({ id }) => id,
}) {}
export class ByArk extends fault("ByArk", {
  details: type({ id: "string", n: "number" }),
  message: ({ id }) => id,
}) {}

class OldGrown extends fault("Grown", {
  status: 400,
  details: z.object({ id: z.string() }),
  message: "grown",
}) {}
class NewGrown extends fault("Grown", {
  status: 400,
  details: z.object({ id: z.string(), added: z.number() }),
  message: "grown",
}) {}
class OldWidened extends fault("Widened", {
  status: 400,
  details: z.object({ reason: z.enum(["funds"]) }),
  message: "widened",
}) {}
class NewWidened extends fault("Widened", {
  status: 400,
  details: z.object({ reason: z.enum(["funds", "card"]) }),
  message: "widened",
}) {}

/** The same names, declared by an old and by a new side. */
export const Old = { Grown: OldGrown, Widened: OldWidened };
export const New = { Grown: NewGrown, Widened: NewWidened };

const same = { Secretive, Plain, Own, Expected, Shapely, ByValibot, ByArk };
export const OldFaults = defineCatalog("awkward", { ...same, ...Old });
export const NewFaults = defineCatalog("awkward", { ...same, ...New });

class Unrelated extends fault("Unrelated", { message: "u" }) {}
export const Odd = defineCatalog("odd", { Unrelated });
