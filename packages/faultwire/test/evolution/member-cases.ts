import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import { type Case, details } from "./version.ts";

const id = z.string();
const one = { id: "o-1" };

/** Details that come and go. */
export function wholeCases(): readonly Case[] {
  const schema = z.object({ id });
  return [
    details("details are added", [undefined], [schema, one]),
    details("optional details are added", [undefined], [schema.optional(), one, undefined]),
    details("details are removed", [schema, one], [undefined]),
    details("details become optional", [schema, one], [schema.optional(), one, undefined]),
    details("optional details become required", [schema.optional(), one, undefined], [schema, one]),
    details("details get a default", [schema, one], [schema.default(one), one, undefined]),
    details(
      "a member is compared by its JSON Schema: its description changes",
      [schema, one],
      [z.object({ id: id.describe("d") }), one],
    ),
  ];
}

/** Members that come, go, and may be missing. */
export function memberCases(): readonly Case[] {
  const note = z.string();
  const plain = z.object({ id });
  const strict = z.strictObject({ id });
  const both = { id: "o-1", note: "n" };
  return [
    details(
      "an optional member is added",
      [plain, one],
      [z.object({ id, note: note.optional() }), one, both],
    ),
    details("a required member is added", [plain, one], [z.object({ id, note }), both]),
    details(
      "a member with a default is added",
      [plain, one],
      [z.object({ id, note: note.default("-") }), one, both],
    ),
    details(
      "an optional member is added where further members are refused",
      [strict, one],
      [z.strictObject({ id, note: note.optional() }), one, both],
    ),
    details(
      "a required member is added where further members are refused",
      [strict, one],
      [z.strictObject({ id, note }), both],
    ),
    details(
      "an optional member is added where further members were sent as they came",
      [z.looseObject({ id }), { id: "o-1", note: 5 }],
      [z.looseObject({ id, note: note.optional() }), both],
    ),
    details("a required member is removed", [z.object({ id, note }), both], [plain, one]),
    details(
      "an optional member is removed",
      [z.object({ id, note: note.optional() }), one, both],
      [plain, one],
    ),
    details(
      "an optional member is removed where further members are refused",
      [z.strictObject({ id, note: note.optional() }), both],
      [strict, one],
    ),
    details(
      "an optional member becomes required",
      [z.object({ id, note: note.optional() }), one],
      [z.object({ id, note }), both],
    ),
    details(
      "a required member becomes optional",
      [z.object({ id, note }), both],
      [z.object({ id, note: note.optional() }), one],
    ),
    details(
      "a required member gets a default",
      [z.object({ id, note }), both],
      [z.object({ id, note: note.default("-") }), one, both],
    ),
    details(
      "an optional member gets a default",
      [z.object({ id, note: note.optional() }), one],
      [z.object({ id, note: note.default("-") }), one, both],
    ),
    details(
      "a default is taken away",
      [z.object({ id, note: note.default("-") }), one],
      [z.object({ id, note }), both],
    ),
    details("a member is renamed", [plain, one], [z.object({ orderId: id }), { orderId: "o-1" }]),
    details(
      "a member deep inside becomes required",
      [z.object({ at: z.object({ id: id.optional() }).optional() }), { at: {} }],
      [z.object({ at: z.object({ id }).optional() }), { at: one }, {}],
    ),
    details("further members are refused from now on", [plain, one], [strict, one]),
    details("further members are refused no longer", [strict, one], [plain, one]),
    details("further members are sent as they come", [plain, one], [z.looseObject({ id }), both]),
    details(
      "an optional member is added (valibot)",
      [v.object({ id: v.string() }), one],
      [v.object({ id: v.string(), note: v.optional(v.string()) }), one, both],
    ),
    details(
      "a required member is added (arktype)",
      [type({ id: "string" }), one],
      [type({ id: "string", note: "string" }), both],
    ),
    details(
      "further members are refused, where they were sent as they came (arktype)",
      [type({ id: "string" }), both],
      [type({ "+": "reject", id: "string" }), one],
    ),
    details(
      "a member with a default is added (valibot)",
      [v.object({ id: v.string() }), one],
      [v.object({ id: v.string(), note: v.optional(v.string(), "-") }), one, both],
    ),
    details(
      "a required member gets a default (valibot)",
      [v.object({ id: v.string(), note: v.string() }), both],
      [v.object({ id: v.string(), note: v.optional(v.string(), "-") }), one, both],
    ),
  ];
}

type Node = z.ZodObject<{ id: typeof id; parts: z.ZodArray<z.ZodType> }>;

/** A schema that refers to itself. */
function tree(check: (node: Node) => z.ZodType): z.ZodType {
  const node: z.ZodType = check(z.object({ id, parts: z.array(z.lazy(() => node)) }));
  return node;
}

/** Checks that only the code of a schema has. */
export function hiddenCases(): readonly Case[] {
  const n = (schema: z.ZodType) => z.object({ n: schema });
  return [
    details(
      "a check by a function is added",
      [n(z.string()), { n: "b" }],
      [n(z.string().refine((text) => text.startsWith("a"))), { n: "a" }],
    ),
    details(
      "a check by a function is taken away",
      [n(z.string().refine((text) => text.startsWith("a"))), { n: "a" }],
      [n(z.string()), { n: "b" }],
    ),
    details(
      "a transformation is added",
      [n(z.string()), { n: " b " }],
      [n(z.string().transform((text) => text.trim())), { n: "a" }],
    ),
    details(
      "an optional member is added to an object that a function checks",
      [z.object({ id }).refine(() => true), one],
      [
        z.object({ id, note: id.optional() }).refine(({ note }) => note !== undefined),
        { id: "o-1", note: "n" },
      ],
    ),
    details(
      "an optional member is added inside a record of objects that a function checks",
      [
        z.record(
          z.string(),
          z.object({ id }).refine(() => true),
        ),
        { a: one },
      ],
      [
        z.record(
          z.string(),
          z.object({ id, note: id.optional() }).refine(({ note }) => note !== undefined),
        ),
        { a: { id: "o-1", note: "n" } },
      ],
    ),
    details(
      "an optional member is added to a tree whose nodes a function checks",
      [tree((node) => node.refine(() => true)), { id: "o-1", parts: [] }],
      [
        tree((node) => node.extend({ note: id.optional() }).refine(({ note }) => note !== undefined)),
        { id: "o-1", note: "n", parts: [] },
      ],
    ),
    details(
      "an optional member is added beside one that a function checks",
      [z.object({ id: id.refine(() => true) }), one],
      [z.object({ id: id.refine(() => true), note: id.optional() }), one, { id: "o-1", note: "n" }],
    ),
  ];
}
