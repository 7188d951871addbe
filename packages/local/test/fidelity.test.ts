import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";

/* docs/fidelity.md, held to the tests that it names. */

const repository = join(import.meta.dirname, "../../..");
const files = globSync(["packages/local/{src,test}/**/*.test.ts", "e2e/test/*.test.ts"], {
  cwd: repository,
});
const ROW = /^\| (?!AWS |-)(.*) \|$/gm;
const TEST = /^`([\w-]+\.test\.ts)`: (.+)$/;
/** As many as there are: a row that is taken out takes the number down with it. */
const ROWS = 453;

const document = readFileSync(join(repository, "docs/fidelity.md"), "utf8");
const rows = [...document.matchAll(ROW)].map(([, cells = ""]) =>
  cells.split(/(?<!\\)\|/).map((cell) => cell.trim()),
);

/** The texts of every file of that name. */
const textOf = (name: string): string =>
  files
    .filter((file) => basename(file) === name)
    .map((file) => readFileSync(join(repository, file), "utf8"))
    .join("\n");

describe("the fidelity table", () => {
  test(`has at least ${ROWS} rows, each with what AWS does, a source, and what local does`, () => {
    expect(rows.length).toBeGreaterThanOrEqual(ROWS);
    for (const row of rows) {
      expect([row, row.length]).toEqual([row, 4]);
      expect([row, row.slice(0, 3).filter((cell) => cell === "")]).toEqual([row, []]);
    }
  });

  test("is not done everywhere, and says where", () => {
    const [tested, untested] = [rows.filter(([, , , cell]) => cell), rows.filter(([, , , cell]) => !cell)];
    expect(untested.length).toBeGreaterThan(5);
    expect(tested.length).toBeGreaterThan(untested.length);
  });

  test.each(rows.filter(([, , , cell]) => cell))("%s", (...[, , , cell = ""]) => {
    const [, file = "", words = ""] = TEST.exec(cell) ?? [];
    expect([file, textOf(file) !== ""]).toEqual([file, true]);
    // A title in a table or a string may have its quotes escaped.
    expect(textOf(file).replaceAll('\\"', '"')).toContain(words.replaceAll("\\|", "|"));
  });
});
