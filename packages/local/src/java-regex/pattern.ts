import { accept, startsWith, take } from "./cursor.ts";
import { ANYTHING, readClass } from "./pattern-class.ts";
import { DOLLAR, literal, readEscape } from "./pattern-escape.ts";
import type { PatternAtom, PatternReading, PatternScope } from "./pattern-reading.ts";
import { PatternRefusal } from "./pattern-refusal.ts";

const TERMINATORS = "\\n\\r\\u0085\\u2028\\u2029";

/**
 * Translates a Java regular expression into the source of a JavaScript one that matches the same texts, to be
 * compiled with the flag `v`.
 *
 * @throws PatternRefusal for what Java refuses, and for what JavaScript cannot do exactly as Java does.
 * @see https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/regex/Pattern.html
 */
export function translatePattern(pattern: string): string {
  const reading: PatternReading = {
    text: pattern,
    at: 0,
    groups: 0,
    atomics: 0,
    names: new Set(),
    certain: new Map(),
    alternatives: false,
  };
  const scope = { depth: 0, inLookbehind: false, caseInsensitive: false, dotAll: false };
  const source = readAlternatives(reading, scope);
  if (reading.at < pattern.length) throw new PatternRefusal(")", "there is no group to close");
  return source;
}

function readAlternatives(reading: PatternReading, scope: PatternScope): string {
  let source = "";
  while (reading.at < reading.text.length && !startsWith(reading, ")")) {
    if (accept(reading, "|")) {
      if (scope.depth === 0) {
        reading.alternatives = true;
        reading.certain.clear();
      }
      source += "|";
    } else {
      source += readQuantified(reading, scope);
    }
  }
  return source;
}

function readQuantified(reading: PatternReading, scope: PatternScope): string {
  const start = reading.at;
  const group = reading.groups + 1;
  const atom = readAtom(reading, scope);
  const quantifier = take(reading, /[*+?]|\{(\d+)(?:,(\d*))?\}/y);
  const isCertain = scope.depth === 0 && !reading.alternatives && reading.text[start] === "(";
  if (quantifier === undefined) {
    if (isCertain) markCertain(reading, group, start);
    return atom.source;
  }
  const [written, least, most] = quantifier;
  if (!atom.isRepeatable) throw new PatternRefusal(written, "it repeats what has no length");
  const isUnbounded = written === "*" || written === "+" || most === "";
  if (scope.inLookbehind && isUnbounded) {
    throw new PatternRefusal(
      written,
      "a repetition without end in a lookbehind is refused by some versions of Java",
    );
  }
  if (isCertain && written !== "*" && written !== "?" && least !== "0") markCertain(reading, group, start);
  if (accept(reading, "+")) return atomic(reading, scope, atom.source + written);
  const isLazy = accept(reading, "?");
  if (take(reading, /[*+?{]/y)) {
    throw new PatternRefusal(reading.text.slice(start, reading.at), "it repeats a repetition");
  }
  return atom.source + written + (isLazy ? "?" : "");
}

/** Only a group that JavaScript, too, has set whenever a reference to it is read may be referred to. */
function markCertain(reading: PatternReading, group: number, start: number): void {
  const capture = /^\((?:\?<([a-zA-Z]\w*)>|(?!\?))/.exec(reading.text.slice(start));
  if (capture === null) return;
  const name = capture[1];
  reading.certain.set(String(group), `g${group}`);
  if (name !== undefined) reading.certain.set(name, `g${group}`);
}

function readAtom(reading: PatternReading, scope: PatternScope): PatternAtom {
  const character = String.fromCodePoint(reading.text.codePointAt(reading.at) ?? 0);
  if (character === "(") return readGroup(reading, scope);
  if (character === "\\") return readEscape(reading, scope);
  if (character === "[") return { source: readClass(reading, scope.caseInsensitive), isRepeatable: true };
  reading.at += character.length;
  switch (character) {
    case ".":
      return { source: scope.dotAll ? ANYTHING : `[^${TERMINATORS}]`, isRepeatable: true };
    case "^":
      return { source: "^", isRepeatable: false };
    case "$":
      return { source: DOLLAR, isRepeatable: false };
    case "*":
    case "+":
    case "?":
      throw new PatternRefusal(character, "there is nothing that it could repeat");
    case "{":
      throw new PatternRefusal(character, "Java takes it for a repetition; write \\{");
    default:
      return { source: literal(character, scope), isRepeatable: true };
  }
}

function readGroup(reading: PatternReading, outer: PatternScope): PatternAtom {
  const start = reading.at;
  const flags = take(reading, /\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/y);
  if (flags !== undefined) {
    setFlags(outer, flags);
    return { source: "", isRepeatable: false };
  }
  const [opening = ""] =
    take(reading, /\(\?(?:<[=!]|<[a-zA-Z][a-zA-Z0-9]*>|[:=!>]|[a-zA-Z]*(?:-[a-zA-Z]+)?:)|\((?!\?)/y) ?? [];
  if (opening === "")
    throw new PatternRefusal(reading.text.slice(start, start + 3), "Java has no such group");
  const isLookaround = /^\(\?<?[=!]$/.test(opening);
  const inLookbehind = outer.inLookbehind || opening.startsWith("(?<=") || opening.startsWith("(?<!");
  const scope: PatternScope = { ...outer, depth: outer.depth + 1, inLookbehind };
  const withFlags = /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?:$/.exec(opening);
  if (withFlags !== null) setFlags(scope, withFlags);
  const isCapture = opening === "(" || /^\(\?<[a-zA-Z]/.test(opening);
  const name = isCapture ? `g${++reading.groups}` : "";
  if (/^\(\?<[a-zA-Z]/.test(opening) && reading.names.size === reading.names.add(opening).size) {
    throw new PatternRefusal(opening, "a group of that name is there already");
  }
  const inside = readAlternatives(reading, scope);
  if (!accept(reading, ")")) throw new PatternRefusal(opening, "the group is not closed");
  if (opening === "(?>") return { source: atomic(reading, outer, inside), isRepeatable: true };
  if (isCapture) return { source: `(?<${name}>${inside})`, isRepeatable: true };
  return { source: `${isLookaround ? opening : "(?:"}${inside})`, isRepeatable: !isLookaround };
}

function setFlags(scope: PatternScope, [written, on = "", off = ""]: RegExpExecArray): void {
  const foreign = /[^is]/.exec(on + off)?.[0];
  if (foreign !== undefined) {
    throw new PatternRefusal(written ?? "", `the flag ${foreign} cannot be translated; i and s can`);
  }
  if (/[is]/.test(on)) {
    scope.caseInsensitive ||= on.includes("i");
    scope.dotAll ||= on.includes("s");
  }
  if (off.includes("i")) scope.caseInsensitive = false;
  if (off.includes("s")) scope.dotAll = false;
}

/** Writes a group that does not give up what it has matched: a lookahead never backtracks. */
function atomic(reading: PatternReading, { inLookbehind }: PatternScope, source: string): string {
  if (inLookbehind) throw new PatternRefusal(source, "JavaScript reads a lookbehind backwards");
  const name = `a${++reading.atomics}`;
  return `(?:(?=(?<${name}>${source}))\\k<${name}>)`;
}
