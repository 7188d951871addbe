import type { JsonSchema } from "@faultwire/infra";
import { doubt, type Path, type Refusal, refuse } from "./refusal.ts";
import { numberIn } from "./schema.ts";

/** The longest pattern that is written whole, in characters. */
const LONGEST_SHOWN = 60;

/** Compares the lengths and forms of texts. */
export function fitText(sent: JsonSchema, accepted: JsonSchema, path: Path): readonly Refusal[] {
  return [
    ...fitRange(sent, accepted, {
      path,
      least: ["minLength", (bound) => `may be shorter than ${bound} characters`],
      most: ["maxLength", (bound) => `may be longer than ${bound} characters`],
    }),
    ...fitPattern(sent, accepted, path),
    ...fitFormat(sent, accepted, path),
  ];
}

function fitPattern(sent: JsonSchema, { pattern }: JsonSchema, path: Path): readonly Refusal[] {
  if (typeof pattern !== "string" || sent.pattern === pattern) return [];
  const shown = pattern.length > LONGEST_SHOWN ? `${pattern.slice(0, LONGEST_SHOWN)}...` : pattern;
  const text = `may have a form that the pattern ${shown} refuses`;
  if (typeof sent.const === "string") {
    try {
      return new RegExp(pattern, "u").test(sent.const) ? [] : refuse(path, text);
    } catch {
      // A pattern that this engine does not know.
      return doubt(path, text);
    }
  }
  // Two patterns, or a pattern and a format, are not compared with each other.
  return sent.pattern === undefined && sent.format === undefined ? refuse(path, text) : doubt(path, text);
}

function fitFormat(sent: JsonSchema, { format }: JsonSchema, path: Path): readonly Refusal[] {
  if (typeof format !== "string" || sent.format === format) return [];
  const text = `may be a text that is not of the format ${format}`;
  const isPlain = sent.format === undefined && sent.pattern === undefined && sent.const === undefined;
  return isPlain ? refuse(path, text) : doubt(path, text);
}

/** Compares the bounds of numbers. */
export function fitNumber(sent: JsonSchema, accepted: JsonSchema, path: Path): readonly Refusal[] {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = accepted;
  const [low, above] = [numberIn(sent, "minimum"), numberIn(sent, "exclusiveMinimum")];
  const [high, below] = [numberIn(sent, "maximum"), numberIn(sent, "exclusiveMaximum")];
  const found: Refusal[] = [];
  if (typeof minimum === "number" && !(isAtLeast(low, minimum) || isAtLeast(above, minimum)))
    found.push(...refuse(path, `may be less than ${minimum}`));
  if (
    typeof exclusiveMinimum === "number" &&
    !(isAbove(low, exclusiveMinimum) || isAtLeast(above, exclusiveMinimum))
  )
    found.push(...refuse(path, `may be ${exclusiveMinimum} or less`));
  if (typeof maximum === "number" && !(isAtLeast(maximum, high) || isAtLeast(maximum, below)))
    found.push(...refuse(path, `may be more than ${maximum}`));
  if (
    typeof exclusiveMaximum === "number" &&
    !(isAbove(exclusiveMaximum, high) || isAtLeast(exclusiveMaximum, below))
  )
    found.push(...refuse(path, `may be ${exclusiveMaximum} or more`));
  if (typeof multipleOf === "number" && !isMultiple(sent, multipleOf))
    found.push(...refuse(path, `may be a number that is not a multiple of ${multipleOf}`));
  return found;
}

function isAtLeast(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one >= other;
}

function isAbove(one: number | undefined, other: number | undefined): boolean {
  return one !== undefined && other !== undefined && one > other;
}

function isMultiple(sent: JsonSchema, of: number): boolean {
  if (typeof sent.const === "number") return sent.const % of === 0;
  const step = numberIn(sent, "multipleOf") ?? (sent.type === "integer" ? 1 : undefined);
  return step !== undefined && step % of === 0;
}

/** The names of two keywords for bounds, with the words for a value outside of them. */
export interface Range {
  readonly path: Path;
  readonly least: readonly [keyword: string, text: (bound: number) => string];
  readonly most: readonly [keyword: string, text: (bound: number) => string];
}

/** Compares the bounds of a length or a number of items. */
export function fitRange(
  sent: JsonSchema,
  accepted: JsonSchema,
  { path, least, most }: Range,
): readonly Refusal[] {
  const [low, high] = [numberIn(accepted, least[0]), numberIn(accepted, most[0])];
  const isShort = low !== undefined && low > (numberIn(sent, least[0]) ?? 0);
  const isLong = high !== undefined && !(high >= (numberIn(sent, most[0]) ?? Number.POSITIVE_INFINITY));
  return [...(isShort ? refuse(path, least[1](low)) : []), ...(isLong ? refuse(path, most[1](high)) : [])];
}
