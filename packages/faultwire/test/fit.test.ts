import { defineCatalog, fault, isFault } from "@faultwire/catalog";
import { describeCatalog } from "@faultwire/infra";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findRefusals } from "../src/evolution/fit/fit.ts";
import { writePath } from "../src/evolution/fit/refusal.ts";
import { neighbours, type Shape, shapes, toZod, valuesFor } from "./evolution/shapes.ts";

/* Details of one version and the schema of another: those that fit by the comparison are always read. */

/** A version of a fault: what it sends and takes, and its real schema. */
function versionOf(shape: Shape) {
  const details = toZod(shape);
  class Lost extends fault("Lost", { details, message: "m" }) {}
  const [described] = describeCatalog(defineCatalog("x", { Lost })).faults;
  if (!described?.details || !("exchange" in described.details)) throw new TypeError("it is not described");
  return { details, Lost, ...described.details.exchange };
}

test("what is said to fit is read by the real schema of the other version, whatever is thrown", () => {
  const pairs = shapes.chain((shape) => {
    const near = neighbours(shape);
    const again = fc.nat(near.length - 1).map((index) => near[index] ?? shape);
    const other = fc.oneof({ arbitrary: again, weight: 5 }, { arbitrary: shapes, weight: 1 });
    return fc.tuple(fc.constant(shape), other, fc.array(valuesFor(shape), { minLength: 6, maxLength: 6 }));
  });
  const counts = { fitting: 0, refused: 0, thrown: 0, shown: 0 };
  fc.assert(
    fc.property(pairs, ([shape, other, values]) => {
      const [old, fresh] = [versionOf(shape), versionOf(other)];
      const isFitting = findRefusals(old.sent, fresh.accepted).length === 0;
      const sent = values
        .map((value) => attempt(() => new old.Lost(value)))
        .flatMap((thrown) =>
          isFault(thrown) ? [JSON.parse(JSON.stringify({ details: thrown.details }))] : [],
        );
      const read = sent.filter(({ details }) => fresh.details.safeParse(details).success);
      counts.thrown += sent.length;
      counts[isFitting ? "fitting" : "refused"] += 1;
      if (isFitting) expect(read).toEqual(sent);
      else if (read.length < sent.length) counts.shown += 1;
    }),
    { numRuns: 120 },
  );
  // Both happen, values are thrown, and most of what is said to be refused is refused.
  expect(counts.fitting).toBeGreaterThan(20);
  expect(counts.thrown).toBeGreaterThan(300);
  expect(counts.shown).toBeGreaterThan(counts.refused / 2);
});

function attempt(make: () => unknown): unknown {
  try {
    return make();
  } catch (failure) {
    return failure;
  }
}

const text = { type: "string" };
const object = (properties: object, more: object = {}) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  ...more,
});
const tree = (leaf: object) => ({
  $ref: "#/$defs/Tree",
  $defs: { Tree: object({ leaf, parts: { type: "array", items: { $ref: "#/$defs/Tree" } } }) },
});

describe("a schema fits another one", () => {
  test.each([
    ["that is the same, with rules that are not compared", { contains: text }, { contains: text }],
    ["with a description", text, { ...text, title: "T", description: "d", examples: ["x"], $comment: "c" }],
    ["that allows everything", text, {}],
    ["that allows everything, in one word", text, true],
    ["that sends nothing", false, text],
    ["that sends nothing, in other words", { not: {} }, text],
    ["that is recursive", tree({ enum: ["a"] }), tree(text)],
    ["that is recursive by itself", object({ next: { $ref: "#" } }), object({ next: { $ref: "#" } })],
    ["with a constant without a type", { const: "ab" }, { ...text, pattern: "^a", maxLength: 2 }],
    ["with constants of several types", { enum: ["a", 1, null] }, { type: ["string", "integer", "null"] }],
    [
      "with a constant that is an object",
      { const: { a: [1] } },
      object({ a: { type: "array", items: { type: "number" } } }),
    ],
    [
      "of several that all hold",
      {
        allOf: [
          { ...text, pattern: "^a" },
          { ...text, pattern: "b$" },
        ],
      },
      { ...text, pattern: "b$" },
    ],
    [
      "whose parts all hold",
      { ...text, minLength: 3, pattern: "^a" },
      { allOf: [{ minLength: 2 }, { pattern: "^a" }] },
    ],
    [
      "of objects that are one",
      { allOf: [object({ a: text }), object({ b: text })] },
      object({ a: text, b: text }),
    ],
    ["both true and false", { type: "boolean" }, { anyOf: [{ const: true }, { const: false }] }],
    [
      "exactly one of several",
      object({ kind: { const: "a" } }),
      { oneOf: [object({ kind: { const: "a" } }), object({ kind: { const: "b" } })] },
    ],
    [
      "bounds that are as narrow",
      { type: "integer", exclusiveMinimum: 0, maximum: 9 },
      { type: "number", minimum: 0, exclusiveMaximum: 10 },
    ],
  ])("%s", (_, sent, accepted) => {
    expect(findRefusals(sent, accepted)).toEqual([]);
  });

  test.each([
    [
      "a reference that leads nowhere",
      text,
      { $ref: "#/$defs/Gone" },
      "the details meets the rule $ref",
      false,
    ],
    [
      "a reference with rules beside it",
      { ...text, $defs: {} },
      { $ref: "#/$defs/A", maxLength: 1, $defs: { A: text } },
      "the details may be longer than 1",
      true,
    ],
    ["a recursive one, deep inside", tree(text), tree({ enum: ["a"] }), "leaf may be string", true],
    [
      "a rule that is not compared",
      { type: "array" },
      { type: "array", contains: text },
      "the details meets the rule contains",
      false,
    ],
    [
      "one of several of which two may fit",
      object({ a: text }),
      { oneOf: [object({ a: text }), { type: "object" }] },
      "may fit more than one",
      false,
    ],
    [
      "members by pattern",
      object({}),
      object({}, { patternProperties: { "^a": text } }),
      "members by pattern",
      false,
    ],
    ["nothing", text, { not: {} }, "the details is refused", true],
    ["one that lists fewer types", { type: ["string", "null"] }, text, "the details may be null", true],
    ["anything", {}, text, "the details may be anything", true],
    [
      "a pattern of another language",
      { const: "a" },
      { ...text, pattern: "(?<" },
      "a form that the pattern",
      false,
    ],
    [
      "a closed object where more may be sent",
      object({}, { additionalProperties: {} }),
      object({}, { additionalProperties: false }),
      "* is a member that the schema refuses",
      true,
    ],
    [
      "a member of every object",
      object({}),
      object({ constructor: text }),
      "constructor may be missing",
      true,
    ],
  ])("not %s", (_, sent, accepted, reason, isCertain) => {
    const refusals = findRefusals(sent, accepted);
    const texts = refusals.map((each) => `${writePath(each.path)} ${each.text}`);
    expect(texts.join("\n")).toContain(reason);
    expect(refusals.some((each) => each.isCertain)).toBe(isCertain);
  });

  test("also where a union has very many values", () => {
    const letters = Array.from({ length: 12 }, (_, index) => `m${index}`);
    const members = Object.fromEntries(letters.map((name) => [name, { enum: ["a", "b", "c", "d"] }]));
    const parts = ["a", "b"].map((value) => object({ ...members, m11: { const: value } }));
    const refusals = findRefusals(object(members), { anyOf: parts });
    expect(refusals.length).toBeGreaterThan(0);
  });
});
