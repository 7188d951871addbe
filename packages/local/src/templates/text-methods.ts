import { translatePattern } from "../java-regex/pattern.ts";
import { Unproven } from "../unproven.ts";
import type { Value } from "./java-values.ts";

type TextMethod = (self: string, first: Value, second: Value) => Value;

/** Methods of `java.lang.String`, by name and number of arguments. */
export const TEXT_METHODS: Readonly<Record<string, TextMethod>> = {
  "toString/0": (self) => self,
  "length/0": (self) => self.length,
  "isEmpty/0": (self) => self === "",
  "trim/0": (self) => self.replace(/^[\0- ]+|[\0- ]+$/g, ""),
  "toUpperCase/0": (self) => self.toUpperCase(),
  "toLowerCase/0": (self) => self.toLowerCase(),
  "equals/1": (self, other) => self === other,
  "equalsIgnoreCase/1": (self, other) => ascii(self) === ascii(text(other)),
  "contains/1": (self, part) => self.includes(text(part)),
  "startsWith/1": (self, start) => self.startsWith(text(start)),
  "endsWith/1": (self, end) => self.endsWith(text(end)),
  "indexOf/1": (self, part) => self.indexOf(text(part)),
  "indexOf/2": (self, part, from) => self.indexOf(text(part), whole(from)),
  "lastIndexOf/1": (self, part) => self.lastIndexOf(text(part)),
  "substring/1": (self, first) => substring(self, whole(first), self.length),
  "substring/2": (self, first, last) => substring(self, whole(first), whole(last)),
  "concat/1": (self, other) => self + text(other),
  "replace/2": (self, part, replacement) => self.replaceAll(text(part), () => text(replacement)),
  "replaceAll/2": (self, pattern, replacement) =>
    self.replace(compile(pattern, "gv"), (...match) => replacementOf(text(replacement), match)),
  "replaceFirst/2": (self, pattern, replacement) =>
    self.replace(compile(pattern, "v"), (...match) => replacementOf(text(replacement), match)),
  "matches/1": (self, pattern) => compile(pattern, "v", (source) => `^(?:${source})$`).test(self),
  "split/1": (self, pattern) => ({ kind: "array", items: split(self, compile(pattern, "gv")) }),
};

/** Compiles a Java regular expression. */
function compile(pattern: Value, flags: string, around = (source: string) => source): RegExp {
  try {
    return new RegExp(around(translatePattern(text(pattern))), flags);
  } catch (cause) {
    throw new Unproven(
      `what the pattern ${pattern} matches: ${cause instanceof Error ? cause.message : ""}`,
      {
        cause,
      },
    );
  }
}

/** In a replacement a backslash takes the next character as it is, and `$1` is a group. */
function replacementOf(replacement: string, match: readonly unknown[]): string {
  const groups = match.at(-1);
  return replacement.replace(
    /\\([\s\S])|\$(\d)(?!\d)|[\\$]/g,
    (written, escaped?: string, group?: string) => {
      if (escaped !== undefined) return escaped;
      if (group === "0") return String(match[0]);
      const name = `g${group}`;
      if (typeof groups !== "object" || groups === null || !(name in groups)) {
        throw new Unproven(`what ${written} stands for in the replacement ${replacement}`);
      }
      // The cast: `in` has found the name.
      return String((groups as Readonly<Record<string, unknown>>)[name] ?? "");
    },
  );
}

/** Nothing is before a match without length at the beginning, and nothing stays of empty parts at the end. */
function split(self: string, pattern: RegExp): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const match of self.matchAll(pattern)) {
    if (match.index === 0 && match[0] === "") continue;
    parts.push(self.slice(end, match.index));
    end = match.index + match[0].length;
  }
  if (parts.length === 0) return [self];
  parts.push(self.slice(end));
  while (parts.at(-1) === "") parts.pop();
  return parts;
}

function substring(self: string, first: number, last: number): string {
  if (first >= 0 && first <= last && last <= self.length) return self.slice(first, last);
  throw new Unproven(`what API Gateway answers where substring(${first}, ${last}) fails`);
}

function ascii(self: string): string {
  if (/^[\0-\x7f]*$/.test(self)) return self.toLowerCase();
  throw new Unproven(`whether ${self} is the same in other cases`);
}

/** An argument that is a text. */
export function text(value: Value): string {
  if (typeof value === "string") return value;
  throw new Unproven("what a method makes of an argument that is not a text");
}

function whole(value: Value): number {
  if (typeof value === "number") return value;
  throw new Unproven("what a method makes of an argument that is not a number");
}
