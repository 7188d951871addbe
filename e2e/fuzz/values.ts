import fc from "fast-check";
import { mutated } from "./mutations.ts";
import { LIVE_KINDS, Live, type Recipe } from "./recipe.ts";
import { key, text } from "./recorded.ts";

/* Arbitrary values: JSON, live ones, recorded ones that were tampered with. */

export const primitive: fc.Arbitrary<Recipe> = fc.oneof(
  text,
  fc.constantFrom(null, true, false, 0, 1, -1, 404, 500, 1e308, 2 ** 53, 0.5),
  fc.integer(),
);

/** JSON with the given leaves. */
export function tree(leaf: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.letrec<{ value: Recipe }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthIdentifier: "value" },
      { weight: 3, arbitrary: leaf },
      { weight: 1, arbitrary: fc.array(tie("value"), { maxLength: 4 }) },
      {
        weight: 4,
        arbitrary: fc
          .array(fc.tuple(key, tie("value")), { maxLength: 6 })
          // Object.fromEntries makes `__proto__` a key like another.
          .map((members) => Object.fromEntries(members) as Recipe),
      },
    ),
  })).value;
}

/** Any JSON with the keys and the texts of recorded documents among others. */
export const json: fc.Arbitrary<Recipe> = tree(primitive);

/** JSON with live values in any place of it, and around it. */
export const live: fc.Arbitrary<Recipe> = liveOf(json);

/** Live values around others. */
export function liveOf(inner: fc.Arbitrary<Recipe>): fc.Arbitrary<Recipe> {
  return fc.letrec<{ value: Recipe }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2, depthIdentifier: "live" },
      { weight: 2, arbitrary: inner },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...LIVE_KINDS), tie("value"))
          .map(([kind, of]) => new Live(kind, of)),
      },
      {
        weight: 1,
        arbitrary: fc
          .array(fc.tuple(key, tie("value")), { minLength: 1, maxLength: 4 })
          .map((members) => Object.fromEntries(members) as Recipe),
      },
    ),
  })).value;
}

/** Any value at all. */
export const anything: fc.Arbitrary<Recipe> = fc.oneof(
  { weight: 4, arbitrary: mutated(fc.oneof(json, live)) },
  { weight: 1, arbitrary: json },
  { weight: 2, arbitrary: live },
);

/** A document of JSON, as it or as text. */
export const document: fc.Arbitrary<Recipe> = fc.oneof(
  { weight: 4, arbitrary: mutated(json) },
  { weight: 1, arbitrary: json },
);
