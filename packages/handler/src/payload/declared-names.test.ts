import { type } from "arktype";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { z as z3 } from "zod/v3";
import { declaredNames } from "./declared-names.ts";
import { wordIssues } from "./word-issue.ts";

/* A path of an issue has the names that the schema declares; a key that the sender chose is not repeated. */

const KEY = "ada@example.com";
const zodTree = z.object({
  name: z.string(),
  get below() {
    return z.array(zodTree).optional();
  },
});
const zodUnion = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("card"), card: z.object({ year: z.number() }) }),
  z.object({ kind: z.literal("cash") }),
]);
interface Tree {
  name: string;
  below?: Tree[] | undefined;
}
const valibotTree: v.GenericSchema<Tree> = v.object({
  name: v.string(),
  below: v.optional(v.array(v.lazy(() => valibotTree))),
});

type Schema = Parameters<typeof declaredNames>[0];
type Case = readonly [name: string, schema: Schema, input: unknown, paths: readonly string[]];
/** Makes the cases anew: the names of a schema are found once. */
const makeCases = (): readonly Case[] => [
  ["zod: names and indexes", zodTree, { name: "a", below: [{ name: 1 }] }, ["below.0.name"]],
  ["zod: an unknown key", z.strictObject({ a: z.string() }), { a: 1, [KEY]: 1 }, ["a", ""]],
  [
    "zod: keys and values of a record",
    z.object({ prices: z.record(z.string().max(99), z.object({ amount: z.number() })) }),
    { prices: { [KEY]: { amount: "1" }, [KEY.repeat(9)]: { amount: 1 } } },
    ["prices.*.amount", "prices.*"],
  ],
  ["zod: a catchall", z.object({ a: z.string() }).catchall(z.number()), { a: "a", [KEY]: "1" }, ["*"]],
  ["zod: a union", zodUnion, { kind: "card", card: { year: KEY }, [KEY]: 1 }, ["card.year", ""]],
  [
    "zod: an issue of a refinement",
    z.object({ a: z.unknown() }).superRefine((value, { addIssue }) => {
      for (const key of Object.keys(Object(value.a)))
        addIssue({ code: "custom", path: ["a", key], message: key });
    }),
    { a: { [KEY]: 1 } },
    ["a.*"],
  ],
  [
    "zod: wrapped in others",
    z.preprocess(
      (value) => value,
      z
        .object({ a: z.string().nullable().default("a") })
        .readonly()
        .optional(),
    ),
    { a: 1 },
    ["a"],
  ],
  [
    "zod 3: names, an unknown key, a record",
    z3.object({ a: z3.object({ b: z3.string() }), r: z3.record(z3.number()) }).strict(),
    { a: { b: 1 }, r: { [KEY]: "1" }, [KEY]: 1 },
    ["a.b", "r.*", ""],
  ],
  ["valibot: names and indexes", valibotTree, { name: "a", below: [{ name: 1 }] }, ["below.0.name"]],
  [
    "zod 3: names behind a function",
    z3.object({ below: z3.lazy(() => z3.object({ deep: z3.number() })) }),
    { below: { deep: "1" } },
    ["below.deep"],
  ],
  [
    "valibot: names behind a function",
    v.object({ below: v.lazy(() => v.object({ deep: v.number() })) }),
    { below: { deep: "1" } },
    ["below.deep"],
  ],
  ["valibot: an unknown key", v.strictObject({ a: v.string() }), { a: "a", [KEY]: 1 }, ["*"]],
  [
    "valibot: keys and values of a record",
    v.object({ prices: v.record(v.pipe(v.string(), v.maxLength(99)), v.object({ amount: v.number() })) }),
    { prices: { [KEY]: { amount: "1" }, [KEY.repeat(9)]: { amount: 1 } } },
    ["prices.*.amount", "prices.*"],
  ],
  [
    "valibot: a rest, and a variant",
    v.objectWithRest(
      { paid: v.variant("kind", [v.object({ kind: v.literal("card"), year: v.number() })]) },
      v.number(),
    ),
    { paid: { kind: "card", year: "1" }, [KEY]: "1" },
    ["paid.year", "*"],
  ],
  [
    "arktype: names and indexes",
    type({ name: "string", "below?": type({ name: "string" }).array() }),
    { name: "a", below: [{ name: 1 }] },
    ["below.0.name"],
  ],
  ["arktype: an unknown key", type({ a: "string", "+": "reject" }), { a: "a", [KEY]: 1 }, ["*"]],
  [
    "arktype: values of a record",
    type({ prices: { "[string]": { amount: "number" } } }),
    { prices: { [KEY]: { amount: "1" } } },
    ["prices.*.amount"],
  ],
];

test.each(makeCases().map(([name], index) => [name, index] as const))("%s", async (_, index) => {
  const [, schema, input, paths] = makeCases()[index] as Case;
  const { issues = [] } = await schema["~standard"].validate(input);
  const worded = wordIssues(issues, { schema, input }, "words");
  expect(worded.map(({ path }) => path)).toEqual(paths);
  expect(JSON.stringify(worded)).not.toContain(KEY);
  const verbatim = wordIssues(issues, { schema, input }, "verbatim");
  expect(verbatim.map(({ message }) => message)).toEqual(issues.map(({ message }) => message));
});

/** The names of schemas that were made: arktype keeps one schema for each definition. */
let made = 0;

test("arktype: a name is found in a definition that is new to it", async () => {
  made += 1;
  const name = `name${made}`;
  const schema = type({ [name]: "string" });
  const input = { [name]: 1 };
  const { issues = [] } = await schema["~standard"].validate(input);
  expect(wordIssues(issues, { schema, input }, "words")).toEqual([
    { path: name, message: "expected string" },
  ]);
});

test("arktype: a description of one's own is repeated as it is written", async () => {
  const schema = type({ dozen: type("number > 12").describe("more than a dozen") });
  const input = { dozen: 1 };
  const { issues = [] } = await schema["~standard"].validate(input);
  expect(wordIssues(issues, { schema, input }, "words")).toEqual([
    { path: "dozen", message: "expected more than a dozen" },
  ]);
});

test.each<[string, object]>([
  ["a bound of an issue of another kind", { code: "custom", minimum: 5, maximum: 5, inclusive: true }],
  ["a format of an issue of another kind", { code: "custom", format: "secret" }],
  ["an expectation that is not a text", { code: "invalid_type", expected: null }],
  ["an expectation of valibot that is not a text", { kind: "schema", expected: ["secret"] }],
  ["an expectation without a code", { expected: "secret" }],
])("%s is not repeated: it may be the author's own", (_, members) => {
  const schema = z.object({ a: z.string() });
  const issue = { ...members, message: "secret", path: ["a"] };
  expect(wordIssues([issue], { schema, input: { a: 1 } }, "words")).toEqual([
    { path: "a", message: "invalid" },
  ]);
});

describe("a schema of another library", () => {
  const custom = (more: object): Schema =>
    Object.assign(more, {
      "~standard": { version: 1, vendor: "own", validate: () => ({ issues: [] }) } as const,
    });

  test("has the names of its members where they are listed as others list them", () => {
    const schema = custom({ properties: { a: { fields: { b: 1 } } } });
    expect([...declaredNames(schema)]).toEqual(["a", "b"]);
  });

  test("shows no name otherwise, also one that has members that throw or contain it", () => {
    const schema = custom({
      get broken() {
        throw new Error("broken");
      },
      getter: () => {
        throw new Error("of an input");
      },
    });
    const loop = Object.assign(custom({ shape: { a: schema } }), { self: schema });
    const issue = { message: KEY, path: ["a", { key: KEY }] };
    expect(wordIssues([issue], { schema, input: {} }, "words")).toEqual([
      { path: "*.*", message: "missing" },
    ]);
    expect(wordIssues([issue], { schema: loop, input: {} }, "words")).toMatchObject([{ path: "a.*" }]);
  });
});
