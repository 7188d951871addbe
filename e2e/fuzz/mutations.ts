import fc from "fast-check";
import { Live, type Recipe } from "./recipe.ts";
import { key, recorded } from "./recorded.ts";

/* Recorded documents that were tampered with: in their JSON, and in their bytes. */

/** A change of one place of a document, which `path` finds: each number is an index into the keys there. */
interface Change {
  readonly do: "replace" | "rename" | "remove" | "repeat" | "nest as text";
  readonly path: readonly number[];
  readonly key: string;
  readonly by: Recipe;
}

/** A change of the text of a document; `from` and `to` are parts of its length. */
interface Cut {
  readonly do: "flip" | "cut" | "splice" | "repeat" | "repeat a key";
  readonly from: number;
  readonly to: number;
  readonly bit: number;
  readonly other: Recipe;
}

/** Documents after up to three changes of members, and up to two of bytes. */
export function mutated(
  by: fc.Arbitrary<Recipe>,
  documents: readonly Recipe[] = recorded,
): fc.Arbitrary<Recipe> {
  const change: fc.Arbitrary<Change> = fc.record({
    do: fc.constantFrom("replace", "replace", "rename", "remove", "repeat", "nest as text"),
    path: fc.array(fc.nat(20), { minLength: 1, maxLength: 5 }),
    key,
    by,
  });
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  const cut: fc.Arbitrary<Cut> = fc.record({
    do: fc.constantFrom("flip", "cut", "splice", "repeat", "repeat a key"),
    from: part,
    to: part,
    bit: fc.nat(7),
    other: fc.constantFrom(...recorded),
  });
  return fc
    .record({
      document: fc.constantFrom(...documents),
      changes: fc.array(change, { maxLength: 3 }),
      cuts: fc.array(cut, { maxLength: 2, size: "-1" }),
      as: fc.constantFrom("value", "text", "bytes"),
    })
    .map(({ document, changes, cuts, as }) => {
      const opened = typeof document === "string" && changes.length > 0 ? parsed(document) : document;
      const changed = changes.reduce<Recipe>(applyChange, opened);
      if (cuts.length === 0) return as === "bytes" ? new Live("bytes", changed) : changed;
      const text = cuts.reduce(applyCut, textOf(changed));
      return as === "value" ? parsed(text) : text;
    });
}

function parsed(text: string): Recipe {
  try {
    return JSON.parse(text);
  } catch {
    // It was cut: the text is the document.
    return text;
  }
}

/** The text of a document; live values in it are written as the empty objects that they are to JSON. */
function textOf(document: Recipe): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}

function applyChange(document: Recipe, change: Change): Recipe {
  const { path, key: name, by } = change;
  const [first = 0, ...rest] = path;
  if (typeof document !== "object" || document === null || document instanceof Live) return by;
  const members = Object.entries(document) as [string, Recipe][];
  const index = members.length === 0 ? 0 : first % members.length;
  const [found = name, member = null] = members[index] ?? [];
  const put = (...replaced: [string, Recipe][]) =>
    rebuilt(document, [...members.slice(0, index), ...replaced, ...members.slice(index + 1)]);
  if (rest.length > 0 && typeof member === "object" && member !== null)
    return put([found, applyChange(member, { ...change, path: rest })]);
  switch (change.do) {
    case "replace":
      return put([found, by]);
    case "rename":
      return put([name, member]);
    case "remove":
      return put();
    case "repeat":
      return put([found, [member, member]]);
    case "nest as text":
      return put([found, textOf(member)]);
  }
}

function rebuilt(document: Recipe, members: readonly [string, Recipe][]): Recipe {
  return Array.isArray(document)
    ? members.map(([, member]) => member)
    : (Object.fromEntries(members) as Recipe);
}

function applyCut(text: string, { do: what, from, to, bit, other }: Cut): string {
  const start = Math.floor(Math.min(from, to) * text.length);
  const end = Math.floor(Math.max(from, to) * text.length);
  switch (what) {
    case "flip": {
      const bytes = Buffer.from(text);
      const at = Math.floor(from * Math.max(bytes.length - 1, 0));
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
      return bytes.toString();
    }
    case "cut":
      return text.slice(0, start) + text.slice(end);
    case "splice": {
      const more = textOf(other);
      return text.slice(0, start) + more.slice(Math.floor(more.length * to));
    }
    case "repeat":
      return text.slice(0, end) + text.slice(start);
    case "repeat a key": {
      const found = /"[^"\\]*":/.exec(text.slice(start));
      return found ? text.replace(/\{(?=")/, `{${found[0]}null,`) : text;
    }
  }
}
