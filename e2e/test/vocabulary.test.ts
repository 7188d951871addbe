import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import * as rules from "./structure/rules.ts";
import { published, repository, type Source, sources } from "./structure/sources.ts";

/* The rules for words in CONTRIBUTING.md, as far as a search can check them. */

const documents = globSync(
  [
    "*.md",
    "{packages,apps,examples}/*/*.md",
    "packages/*/skills/*/*.md",
    "examples/*.md",
    "docs/**/*.md",
    ".changeset/*.md",
  ],
  { cwd: repository },
).sort();
/** Every file but the one that lists the refused words. */
const written = sources.filter(
  ({ path }) => !path.endsWith("structure/words.ts") && path !== "e2e/test/vocabulary.test.ts",
);

describe("refused phrases are", () => {
  test("in no document", () => {
    const violations = documents.flatMap((path) =>
      rules.phrasesOfDocument(path, readFileSync(join(repository, path), "utf8")),
    );
    expect(violations).toEqual([]);
  });

  test("in no comment", () => {
    expect(written.flatMap(rules.phrasesOfComments)).toEqual([]);
  });

  test("in no message, and in no title of a test", () => {
    // Code of Python is not a sentence: it has "is None".
    const texts = written.filter(({ path }) => !path.startsWith("packages/infra/src/python/"));
    expect(texts.flatMap(rules.phrasesOfTexts)).toEqual([]);
  });
});

test("no declaration has a refused name", () => {
  expect(sources.filter(({ isTest }) => !isTest).flatMap(rules.refusedNames)).toEqual([]);
});

test("no comment begins with a clause", () => {
  expect(sources.flatMap(rules.clausesOfComments)).toEqual([]);
});

test("every export of a package has a doc comment", () => {
  expect(published.flatMap(rules.undocumented)).toEqual([]);
});

test("every cast has its reason near it", () => {
  expect(published.flatMap(rules.bareCasts)).toEqual([]);
});

test("no two exported types of the packages have one name", () => {
  expect(rules.typesDeclaredTwice(published)).toEqual([]);
});

describe("each rule finds what it is for", () => {
  const parsed = (text: string): Source => ({
    path: "packages/wire/src/example.ts",
    part: "wire",
    isTest: false,
    tree: ts.createSourceFile("example.ts", text, ts.ScriptTarget.Latest, true),
  });
  const linesOf = (violations: readonly string[]): string[] =>
    violations.map((violation) => violation.split(":")[1] ?? "");

  test("phrases", () => {
    expect(rules.phrasesIn("30, unless\n told")).toEqual([expect.stringMatching(/^"told"/)]);
    expect(rules.phrasesIn("a body that is no JSON")).toEqual([expect.stringMatching(/^"is no /)]);
    expect(rules.phrasesIn("There is no such build. It is no longer used, and stands for three.")).toEqual(
      [],
    );
    expect(rules.phrasesOfDocument("docs/a.md", "# A\n\nFine.\n\n- one\n- kept for\n  good\n")).toEqual([
      expect.stringMatching(/^docs\/a\.md:6: "for good"/),
    ]);
    const source = parsed('// first\n// unless told\nconst a = `is none`; // for good\nf("nobody", a);');
    expect(linesOf(rules.phrasesOfComments(source))).toEqual(["1", "3"]);
    expect(linesOf(rules.phrasesOfTexts(source))).toEqual(["3", "4"]);
  });

  test("names", () => {
    const source = parsed(
      "const toldAnswer = 1;\nfunction f({ said }: { journey: 1 }) {}\nconst retold = said;\nclass Front {}",
    );
    expect(linesOf(rules.refusedNames(source))).toEqual(["1", "2", "2", "4"]);
  });

  test("comments that begin with a clause", () => {
    const source = parsed(
      "/** What it is. */\nlet a: string;\n/** Whether it is. */\nlet b: boolean;\n/** Whether it is. */\nlet c: string;\n// Of a list.\nlet d = 1;\n/** Whether it is. */\nexport function e(f: string): f is 'a' {}\ninterface G {\n  /** Where. */\n  h: 1;\n  /** Whether. */\n  i?: boolean | undefined;\n}",
    );
    expect(linesOf(rules.clausesOfComments(source))).toEqual(["1", "5", "7", "12"]);
  });

  test("exports without a doc comment", () => {
    const source = parsed(
      "/** A. */\nexport const a = 1;\n// B.\nexport const b = 2;\nexport interface C {}\n/** D. */\nexport async function d() {}\nexport function d() {}",
    );
    expect(linesOf(rules.undocumented(source))).toEqual(["4", "5"]);
  });

  test("casts without a reason", () => {
    const source = parsed(
      "let a = b as C;\n\n\n\n// Checked above.\nlet d = e as F;\nlet g = [] as const;\n\n\n\n\nlet h = i as J; // Known.",
    );
    expect(linesOf(rules.bareCasts(source))).toEqual(["1"]);
  });

  test("types of one name", () => {
    const one = parsed("export interface A {}\nexport type B = 1;");
    const other = parsed("export class A {}\ntype B = 1;");
    expect(rules.typesDeclaredTwice([one, other]).map(([name]) => name)).toEqual(["A"]);
  });
});
