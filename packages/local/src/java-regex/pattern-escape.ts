import { accept, take } from "./cursor.ts";
import { caseless, readClassEscape } from "./pattern-class.ts";
import type { PatternAtom, PatternReading, PatternScope } from "./pattern-reading.ts";
import { PatternRefusal } from "./pattern-refusal.ts";

/** Before the end, and before a line terminator that ends the text; but not between the two of CR LF. */
export const DOLLAR = "(?:(?=\\r\\n$|[\\r\\u0085\\u2028\\u2029]$|$)|(?<!\\r)(?=\\n$))";

/** A character as it is. */
export function literal(character: string, { caseInsensitive }: PatternScope): string {
  if (caseInsensitive && /^[a-zA-Z]$/.test(character)) return `[${caseless(character)}]`;
  return character.replace(/[$()*+.?[\\\]^{|}/]/, "\\$&");
}

/**
 * Reads an escape outside of a class.
 *
 * @throws PatternRefusal for one that JavaScript cannot do just so.
 */
export function readEscape(reading: PatternReading, scope: PatternScope): PatternAtom {
  if (accept(reading, "\\Q")) return readQuotation(reading, scope);
  const start = reading.at;
  const inner = readClassEscape(reading, scope.caseInsensitive);
  if (inner !== undefined)
    return { source: inner.isSet ? inner.source : `[${inner.source}]`, isRepeatable: true };
  const reference = take(reading, /\\(?:([1-9])(?!\d)|k<([a-zA-Z]\w*)>)/y);
  if (reference !== undefined) return { source: referTo(reading, scope, reference), isRepeatable: true };
  if (accept(reading, "\\A")) return { source: "^", isRepeatable: false };
  if (accept(reading, "\\z")) return { source: "$", isRepeatable: false };
  if (accept(reading, "\\Z")) return { source: DOLLAR, isRepeatable: false };
  const written = reading.text.slice(start, start + 2);
  if (/^\\[bB]$/.test(written)) {
    throw new PatternRefusal(
      written,
      "what it means beyond ASCII depends on the version of Java; write a class",
    );
  }
  throw new PatternRefusal(written, "JavaScript has nothing that means just the same");
}

function readQuotation(reading: PatternReading, scope: PatternScope): PatternAtom {
  const end = reading.text.indexOf("\\E", reading.at);
  const quoted = reading.text.slice(reading.at, end === -1 ? undefined : end);
  reading.at = end === -1 ? reading.text.length : end + 2;
  const characters = [...quoted];
  if (characters.length !== 1 && take(reading, /(?=[*+?{])/y)) {
    // Java repeats the last character of a quotation alone.
    throw new PatternRefusal("\\Q...\\E", "it is repeated; put it into a group");
  }
  return { source: characters.map((each) => literal(each, scope)).join(""), isRepeatable: true };
}

function referTo(
  reading: PatternReading,
  scope: PatternScope,
  [written, number, name]: RegExpExecArray,
): string {
  const group = reading.certain.get(number ?? name ?? "");
  if (scope.caseInsensitive) throw new PatternRefusal(written, "the case of what it refers to is ignored");
  if (group !== undefined) return `\\k<${group}>`;
  throw new PatternRefusal(
    written,
    "it refers to a group that may have taken no part, which Java takes as a failure",
  );
}
