import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { type Case, details } from "./version.ts";

const id = z.string();
const one = { id: "o-1" };

/** Values of another kind, and more or fewer of them. */
export function valueCases(): readonly Case[] {
  const kind = (...kinds: readonly [string, ...string[]]) => z.object({ kind: z.enum(kinds) });
  const n = (schema: z.ZodType) => z.object({ n: schema });
  const of = (...values: readonly unknown[]) => values.map((value) => ({ n: value }));
  const card = z.object({ reason: z.literal("card"), last4: z.string() });
  const funds = z.object({ reason: z.literal("funds"), missing: z.number() });
  const [cardValue, fundsValue] = [
    { reason: "card", last4: "1234" },
    { reason: "funds", missing: 1 },
  ];
  return [
    details(
      "an enumeration is widened",
      [kind("a", "b"), { kind: "a" }, { kind: "b" }],
      [kind("a", "b", "c"), { kind: "a" }, { kind: "c" }],
    ),
    details(
      "an enumeration is narrowed",
      [kind("a", "b"), { kind: "a" }, { kind: "b" }],
      [kind("a"), { kind: "a" }],
    ),
    details(
      "an enumeration has the same values in another order",
      [kind("a", "b"), { kind: "b" }],
      [kind("b", "a"), { kind: "a" }],
    ),
    details(
      "an enumeration becomes any text",
      [kind("a"), { kind: "a" }],
      [z.object({ kind: z.string() }), { kind: "z" }],
    ),
    details(
      "an enumeration is widened (arktype)",
      [type({ kind: "'a' | 'b'" }), { kind: "a" }],
      [type({ kind: "'a' | 'b' | 'c'" }), { kind: "c" }],
    ),
    details(
      "an enumeration is narrowed (valibot)",
      [v.object({ kind: v.picklist(["a", "b"]) }), { kind: "b" }],
      [v.object({ kind: v.picklist(["a"]) }), { kind: "a" }],
    ),
    details(
      "a union gets a part",
      [card, cardValue],
      [z.discriminatedUnion("reason", [card, funds]), cardValue, fundsValue],
    ),
    details(
      "a union loses a part",
      [z.discriminatedUnion("reason", [card, funds]), cardValue, fundsValue],
      [card, cardValue],
    ),
    details(
      "a union gets another type",
      [n(z.string()), ...of("a")],
      [n(z.union([z.string(), z.number()])), ...of("a", 1)],
    ),
    details(
      "parts of a union are written as one",
      [z.union([kind("a"), kind("b")]), { kind: "a" }, { kind: "b" }],
      [kind("a", "b"), { kind: "a" }, { kind: "b" }],
    ),
    details(
      "one part is written as a union",
      [kind("a", "b"), { kind: "a" }, { kind: "b" }],
      [z.discriminatedUnion("kind", [kind("a"), kind("b")]), { kind: "a" }, { kind: "b" }],
    ),
    details("a number becomes a text", [n(z.number()), ...of(1)], [n(z.string()), ...of("1")]),
    details("a whole number may have a fraction", [n(z.int()), ...of(1)], [n(z.number()), ...of(1, 1.5)]),
    details("a number has to be whole", [n(z.number()), ...of(1.5)], [n(z.int()), ...of(1)]),
    details("null is allowed", [n(z.string()), ...of("a")], [n(z.string().nullable()), ...of("a", null)]),
    details(
      "null is not allowed any more",
      [n(z.string().nullable()), ...of("a", null)],
      [n(z.string()), ...of("a")],
    ),
    details(
      "a date becomes a text",
      [n(z.coerce.date()), ...of(new Date(0))],
      [n(z.string()), ...of("soon")],
    ),
    details(
      "a text becomes a date",
      [n(z.string()), ...of("soon")],
      [n(z.coerce.date()), ...of(new Date(0))],
    ),
    details("a lower bound is raised", [n(z.number().min(0)), ...of(0)], [n(z.number().min(1)), ...of(1)]),
    details("an upper bound is raised", [n(z.number().max(1)), ...of(1)], [n(z.number().max(2)), ...of(2)]),
    details(
      "a longest length is given",
      [n(z.string()), ...of("four")],
      [n(z.string().max(3)), ...of("abc")],
    ),
    details(
      "a longest length is taken away",
      [n(z.string().max(3)), ...of("abc")],
      [n(z.string()), ...of("four")],
    ),
    details("a pattern is given", [n(z.string()), ...of("b")], [n(z.string().regex(/^a/)), ...of("a")]),
    details("a pattern is taken away", [n(z.string().regex(/^a/)), ...of("a")], [n(z.string()), ...of("b")]),
    details(
      "a pattern is another one",
      [n(z.string().regex(/^a/)), ...of("a")],
      [n(z.string().regex(/^[ab]/)), ...of("b")],
    ),
    details("a multiple is asked for", [n(z.number()), ...of(1)], [n(z.number().multipleOf(5)), ...of(5)]),
  ];
}

/** Values inside lists and records. */
export function listCases(): readonly Case[] {
  const list = (schema: z.ZodType) => z.object({ list: schema });
  const of = (...values: readonly unknown[]) => values.map((value) => ({ list: value }));
  const kinds = (...values: readonly [string, ...string[]]) => z.array(z.object({ kind: z.enum(values) }));
  return [
    details(
      "an enumeration inside a list is widened",
      [list(kinds("a")), ...of([{ kind: "a" }])],
      [list(kinds("a", "b")), ...of([{ kind: "b" }])],
    ),
    details(
      "an optional member inside a list is added",
      [list(z.array(z.object({ id }))), ...of([one])],
      [list(z.array(z.object({ id, n: z.number().optional() }))), ...of([one, { id: "o", n: 1 }])],
    ),
    details(
      "a list has to have an item",
      [list(z.array(id)), ...of([], ["a"])],
      [list(z.array(id).min(1)), ...of(["a"])],
    ),
    details(
      "a list may be longer",
      [list(z.array(id).max(1)), ...of(["a"])],
      [list(z.array(id).max(2)), ...of(["a", "b"])],
    ),
    details(
      "a tuple gets an item",
      [list(z.tuple([id])), ...of(["a"])],
      [list(z.tuple([id, id])), ...of(["a", "b"])],
    ),
    details(
      "a tuple gets an optional item",
      [list(z.tuple([id])), ...of(["a"])],
      [list(z.tuple([id, id.optional()])), ...of(["a"], ["a", "b"])],
    ),
    details(
      "a tuple becomes a list",
      [list(z.tuple([id])), ...of(["a"])],
      [list(z.array(id)), ...of(["a", "b"], [])],
    ),
    details(
      "the values of a record get another type",
      [list(z.record(id, z.number())), ...of({ a: 1 })],
      [list(z.record(id, z.string())), ...of({ a: "1" })],
    ),
    details(
      "the values of a record may be null",
      [list(z.record(id, z.number())), ...of({ a: 1 })],
      [list(z.record(id, z.number().nullable())), ...of({ a: null })],
    ),
    details(
      "the keys of a record are narrowed",
      [list(z.partialRecord(z.enum(["a", "b"]), id)), ...of({ b: "1" })],
      [list(z.partialRecord(z.enum(["a"]), id)), ...of({ a: "1" })],
    ),
    details(
      "an object becomes a record",
      [list(z.object({ a: id })), ...of({ a: "1" })],
      [list(z.record(id, id)), ...of({ b: "1" })],
    ),
  ];
}
