import { describe, expect, test } from "vitest";
import recorded from "../../../cases/java-patterns.json" with { type: "json" };
import { translatePattern } from "../src/java-regex/pattern.ts";

const matchesOf = (pattern: string) => {
  const expression = new RegExp(`^(?:${translatePattern(pattern)})$`, "v");
  return [...recorded.texts.entries()].filter(([, text]) => expression.test(text)).map(([place]) => place);
};

/** Patterns that Java runs and JavaScript cannot run in the same way, with the reason of the refusal. */
const refused: Readonly<Record<string, string>> = {
  "\\Qab\\E*": "it is repeated",
  "(a)?\\1": "may have taken no part",
  "\\1": "may have taken no part",
  "\\8": "may have taken no part",
  "(?:(a)|b)\\1": "may have taken no part",
  "\\bNot\\b.*": "depends on the version of Java",
  "\\R": "JavaScript has nothing",
  "(?i)\\p{Lower}": "depends on the version of Java",
  "\\p{IsAlphabetic}": "only POSIX classes",
  "\\p{javaLowerCase}": "only POSIX classes",
  "\\p{InGreek}": "only POSIX classes",
  "\\p{IsLatin}": "only POSIX classes",
  "\\p{gc=L}": "JavaScript has nothing",
  "[^a[b]]": "depends on the version of Java",
  "[^[a]]": "depends on the version of Java",
  "[^a&&b]": "depends on the version of Java",
  "[]a]": "the class is empty",
  "[a&&]": "a side of && is empty",
  "[\\Qa]\\E]": "cannot stand in a class",
  "\\N{LATIN SMALL LETTER A}": "JavaScript has nothing",
  "\\G": "JavaScript has nothing",
  "\\X": "JavaScript has nothing",
  "a(?<=a*)b": "refused by some versions of Java",
  "(?m)^a$": "the flag m",
  "(?x) a": "the flag x",
  "(?u)a": "the flag u",
  "(?iu)É": "the flag u",
  "(?d).": "the flag d",
  "(?U)\\w": "the flag U",
  "a{1}{2}": "it repeats a repetition",
  "^*a": "it repeats what has no length",
  "(?=a)*a": "it repeats what has no length",
};

describe("a Java pattern matches the texts that it matches in Java", () => {
  const runs = recorded.patterns.filter(({ pattern, matches }) => matches && refused[pattern] === undefined);
  test.each(runs.map(({ pattern, matches }) => [pattern, matches] as const))("%s", (pattern, matches) => {
    expect(matchesOf(pattern)).toEqual(matches);
  });
});

describe("a pattern that Java refuses is refused", () => {
  const wrong = recorded.patterns.filter(({ matches }) => matches === null);
  test.each(wrong.map(({ pattern }) => [pattern]))("%s", (pattern) => {
    expect(() => translatePattern(pattern)).toThrow();
  });
});

describe("a pattern that JavaScript cannot run as Java does is refused with the reason", () => {
  test.each(Object.entries(refused))("%s", (pattern, reason) => {
    expect(recorded.patterns.find((each) => each.pattern === pattern)?.matches).not.toBeNull();
    expect(() => translatePattern(pattern)).toThrow(reason);
  });
});
