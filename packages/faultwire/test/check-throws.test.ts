import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { check } from "../src/check/check.ts";
import type { CheckResult } from "../src/check/finding.ts";

/* Projects whose comments state what is found at each line, and nothing else is. */

const FIXTURES = join(import.meta.dirname, "../fixtures");
const FRAMEWORKS = [
  "faults.ts",
  "hono.ts",
  "users.ts",
  "orders.ts",
  "more-hono.ts",
  "express.ts",
  "middy.ts",
  "powertools.ts",
];
const FILES = [
  "plain.ts",
  "catching.ts",
  "promises.ts",
  "functions.ts",
  "classes.ts",
  "unseen.ts",
  "modules.ts",
  "calling.ts",
  "hostile.ts",
  "callers.ts",
  "scripted.js",
  "shared/circular.ts",
  "shared/make-handler.ts",
  "shared/wired-store.ts",
  "shared/alias.ts",
  "shared/dynamic.ts",
  "shared/script.js",
];

/** A comment about its line, or with `^` about the line above. */
const EXPECTED = /\/\/ (\^ )?(undeclared|unthrown|error|unseen|incomplete|arm|missing): (.*)$/;

function expectedIn(folder: string, file: string): string[] {
  const lines = readFileSync(join(folder, "src", file), "utf8").split("\n");
  return lines.flatMap((line, index) => {
    const [, above, kind = "", names = ""] = EXPECTED.exec(line) ?? [];
    const at = above === undefined ? index + 1 : index;
    return names === "" ? [] : names.split(", ").map((name) => `${at} ${kind} ${name}`);
  });
}

function foundIn(result: CheckResult, file: string): string[] {
  const findings = result.findings
    .filter(({ place }) => place.file === `src/${file}`)
    .flatMap(({ rule, message, place }) => namesIn(rule, message).map((name) => `${place.line} ${name}`));
  const unseen = result.unseen
    .filter(({ place }) => place.file === `src/${file}`)
    .map(({ reason, place }) => `${place.line} unseen ${reason}`);
  return [...new Set([...findings, ...unseen])];
}

/** The names in a message, each with what its rule finds. */
const NAMES: Readonly<Record<string, readonly [kind: string, names: RegExp]>> = {
  "undeclared-fault": ["undeclared", /(\w+)(?: reaches|, which)/],
  "unthrown-fault": ["unthrown", /no throw of (.*?) was found/],
  "undeclared-error": ["error", /^(.*?) reaches/],
  "incomplete-catalog": ["incomplete", /lacks (.*?), which/],
  "missing-arm": ["arm", /no arm for (.*?):/],
  "missing-case": ["missing", /no case for (.*?), no default/],
};

function namesIn(rule: string, message: string): string[] {
  const [kind, names] = NAMES[rule] ?? [rule, /(.*)/];
  return (names.exec(message)?.[1] ?? "").split(", ").map((name) => `${kind} ${name}`);
}

const byLine = (one: string, other: string) =>
  Number.parseInt(one, 10) - Number.parseInt(other, 10) || one.localeCompare(other);

describe.each([
  { project: "throws", files: FILES },
  { project: "frameworks", files: FRAMEWORKS },
])("every line of the project $project has what its comment states", ({ project, files }) => {
  const folder = join(FIXTURES, project);
  let result: CheckResult;
  beforeAll(() => {
    result = check({ folder, project: undefined });
  });

  test.each(files)("%s", (file) => {
    const expected = expectedIn(folder, file);
    expect(expected.length).toBeGreaterThan(0);
    expect(foundIn(result, file).sort(byLine)).toEqual(expected.sort(byLine));
  });
});
