import { accept, type Cursor, startsWith, take } from "./cursor.ts";
import { PatternRefusal } from "./pattern-refusal.ts";

/** An item of a character class, as JavaScript: the inside of a class, or a whole one. */
interface Item {
  readonly source: string;
  /** Whether the source is a class of its own. */
  readonly isSet: boolean;
  /** The code point of a single character, which may begin or end a range. */
  readonly point?: number;
}

/** Java's predefined classes, of ASCII all but two, as the inside of a JavaScript class. */
const PREDEFINED: Readonly<Record<string, string>> = {
  d: "0-9",
  w: "a-zA-Z_0-9",
  s: " \\t\\n\\x0B\\f\\r",
  h: " \\t\\xA0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000",
  v: "\\n\\x0B\\f\\r\\x85\\u2028\\u2029",
};
/** POSIX classes, of ASCII in Java. */
const POSIX: Readonly<Record<string, string>> = {
  Lower: "a-z",
  Upper: "A-Z",
  ASCII: "\\x00-\\x7F",
  Alpha: "a-zA-Z",
  Digit: "0-9",
  Alnum: "a-zA-Z0-9",
  Punct: "!-\\x2f:-@\\[-`\\x7b-\\x7e",
  Graph: "!-\\x7e",
  Print: "\\x20-\\x7e",
  Blank: " \\t",
  Cntrl: "\\x00-\\x1F\\x7F",
  XDigit: "0-9a-fA-F",
  Space: " \\t\\n\\x0B\\f\\r",
};
/** Unicode's general categories, which both know by the same names. */
const CATEGORY = /^(?:Is)?(L[ulmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?)$/;
/** Every character, in the one form that V8 repeats over megabytes without a stack of its own. */
export const ANYTHING = "\\p{Any}";
/** Java's way to write it. */
const EVERYTHING = /^\[(?:\\([dwshv])\\([DWSHV])|\\([DWSHV])\\([dwshv]))\]$/;
const CONTROLS: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, f: 12, a: 7, e: 27 };
const CHARACTER =
  /\\(?:([tnrfae])|x([0-9a-fA-F]{2})|x\{(0*(?:10|[0-9a-fA-F])?[0-9a-fA-F]{1,4})\}|u([0-9a-fA-F]{4})|0([0-3]?[0-7]{1,2})|c([@-_])|([^a-zA-Z0-9]))/uy;

/**
 * Reads an escape for a character or a set of them; undefined for any other.
 *
 * @throws PatternRefusal for a set that cannot be translated.
 */
export function readClassEscape(cursor: Cursor, caseInsensitive: boolean): Item | undefined {
  const character = take(cursor, CHARACTER);
  if (character !== undefined) return single(pointOf(character), caseInsensitive);
  const [written = "", predefined, letter, name] =
    take(cursor, /\\(?:([dwshvDWSHV])|[pP](?:([a-zA-Z])|\{(\w+)\}))/y) ?? [];
  if (written === "") return undefined;
  const isNegated = /^\\[DWSHVP]/.test(written);
  const set =
    PREDEFINED[predefined?.toLowerCase() ?? ""] ?? property(letter ?? name ?? "", written, caseInsensitive);
  return { source: `[${isNegated ? "^" : ""}${set}]`, isSet: true };
}

function property(name: string, written: string, caseInsensitive: boolean): string {
  const category = CATEGORY.exec(name)?.[1];
  if (caseInsensitive && /^(?:Lower|Upper|L[ul])$/.test(category ?? name)) {
    throw new PatternRefusal(written, "what it means where case is ignored depends on the version of Java");
  }
  if (Object.hasOwn(POSIX, name)) return POSIX[name] ?? "";
  if (category !== undefined) return `\\p{${category}}`;
  throw new PatternRefusal(written, "only POSIX classes and Unicode's general categories can be translated");
}

/**
 * Reads a character class, with unions and intersections.
 *
 * @throws PatternRefusal for a class that Java refuses or reads otherwise from version to version.
 */
export function readClass(cursor: Cursor, caseInsensitive: boolean): string {
  const start = cursor.at;
  accept(cursor, "[");
  const isNegated = accept(cursor, "^");
  const operands = [""];
  let isPlain = true;
  while (!accept(cursor, "]") || refuseEmpty(cursor, start, operands)) {
    if (accept(cursor, "&&")) {
      isPlain = false;
      operands.push("");
      continue;
    }
    const item = readItem(cursor, caseInsensitive);
    if (item.isNested) isPlain = false;
    operands[operands.length - 1] += item.source;
  }
  const written = cursor.text.slice(start, cursor.at);
  if (isEverything(written)) return ANYTHING;
  if (operands.includes("")) throw new PatternRefusal(written, "a side of && is empty");
  if (isNegated && !isPlain) {
    throw new PatternRefusal(
      written,
      "what is negated depends on the version of Java; negate the inner class",
    );
  }
  if (operands.length === 1) return `[${isNegated ? "^" : ""}${operands[0]}]`;
  return `[${operands.map((operand) => `[${operand}]`).join("&&")}]`;
}

function isEverything(written: string): boolean {
  const [, one, other, first = one, second = other] = EVERYTHING.exec(written) ?? [];
  return first !== undefined && first.toLowerCase() === second?.toLowerCase();
}

/** Java takes a bracket right after the opening one for a character. */
function refuseEmpty(cursor: Cursor, start: number, operands: readonly string[]): false {
  if (operands.length > 1 || operands[0] !== "") return false;
  throw new PatternRefusal(
    cursor.text.slice(start, cursor.at),
    "the class is empty; write \\] for a bracket",
  );
}

function readItem(cursor: Cursor, caseInsensitive: boolean): { source: string; isNested: boolean } {
  const start = cursor.at;
  if (cursor.text[start] === "[") return { source: readClass(cursor, caseInsensitive), isNested: true };
  const first = readMember(cursor, caseInsensitive);
  if (!take(cursor, /-(?!\]|\[|&&)/y)) return { source: first.source, isNested: false };
  const last = readMember(cursor, caseInsensitive);
  if (first.point === undefined || last.point === undefined || last.point < first.point) {
    throw new PatternRefusal(cursor.text.slice(start, cursor.at), "it is not a range of characters");
  }
  return { source: range(first.point, last.point, caseInsensitive), isNested: false };
}

function readMember(cursor: Cursor, caseInsensitive: boolean): Item {
  const escaped = readClassEscape(cursor, caseInsensitive);
  if (escaped !== undefined) return escaped;
  const point = cursor.text.codePointAt(cursor.at);
  const character = point === undefined ? "" : String.fromCodePoint(point);
  if (point === undefined || character === "\\" || startsWith(cursor, "&&")) {
    throw new PatternRefusal(
      cursor.text.slice(cursor.at, cursor.at + 2) || "[",
      "it cannot stand in a class here",
    );
  }
  cursor.at += character.length;
  return single(point, caseInsensitive);
}

/** Java ignores the case of ASCII letters only. */
function range(first: number, last: number, caseInsensitive: boolean): string {
  const source = `${escaped(first)}-${escaped(last)}`;
  if (!caseInsensitive) return source;
  const letters = Array.from({ length: 128 }, (_, point) => String.fromCharCode(point)).filter((letter) => {
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    return /[a-zA-Z]/.test(letter) && within(other.charCodeAt(0), first, last);
  });
  return source + letters.join("");
}

function within(point: number, first: number, last: number): boolean {
  return point >= first && point <= last;
}

function single(point: number, caseInsensitive: boolean): Item {
  const character = String.fromCodePoint(point);
  const isLetter = caseInsensitive && /^[a-zA-Z]$/.test(character);
  return { source: isLetter ? caseless(character) : escaped(point), isSet: false, point };
}

/** Both cases of an ASCII letter. */
export function caseless(letter: string): string {
  return letter.toLowerCase() + letter.toUpperCase();
}

function escaped(point: number): string {
  return `\\u{${point.toString(16)}}`;
}

function pointOf([, control, hex, longHex, unicode, octal, controlled, itself]: RegExpExecArray): number {
  if (control !== undefined) return CONTROLS[control] ?? 0;
  if (octal !== undefined) return Number.parseInt(octal, 8);
  if (controlled !== undefined) return controlled.charCodeAt(0) ^ 64;
  if (itself !== undefined) return itself.codePointAt(0) ?? 0;
  return Number.parseInt(hex ?? longHex ?? unicode ?? "", 16);
}
