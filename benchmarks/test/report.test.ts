import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { mediansOfBlocks, spreadOf } from "../src/measuring/statistics.ts";
import { additionTable, ratioTable } from "../src/report/markdown.ts";
import { readBlock, writeBlocks } from "../src/report/page.ts";
import { tables } from "../src/tables.ts";

describe("statistics", () => {
  test.each([
    [[5], { low: 5, median: 5, high: 5 }],
    [[3, 1, 2], { low: 1.5, median: 2, high: 2.5 }],
    [[4, 1, 3, 2], { low: 1.75, median: 2.5, high: 3.25 }],
    [[10, 9, 8, 2, 1], { low: 2, median: 8, high: 9 }],
  ])("the median and the quartiles of %j are between the values in proportion", (values, spread) => {
    expect(spreadOf(values)).toEqual(spread);
  });

  test("values stay in their order while they are counted", () => {
    const values = [3, 1, 2];
    spreadOf(values);
    expect(values).toEqual([3, 1, 2]);
  });

  test("blocks are of neighbours, and the last may be shorter", () => {
    expect(mediansOfBlocks([1, 2, 3, 10, 20, 30, 7], 3)).toEqual([2, 20, 7]);
    expect(mediansOfBlocks([1, 2], 30)).toEqual([1, 2]);
  });
});

describe("a table", () => {
  const base = { name: "by hand", values: [1, 2, 4] };
  const other = { name: "`wrapHandler`", values: [2, 4, 4] };

  test("has ratios within a round, not of medians, and each group its own first", () => {
    expect(ratioTable([[base, other], [other]], { name: "µs", digits: 1 })).toBe(
      [
        "|               |  µs | ratio (quartiles) |".replace("|  µs", "|   µs"),
        "| ------------- | ---: | ----------------: |",
        "| by hand       |  2.0 |              1.00 |",
        "| `wrapHandler` |  4.0 |  2.00 (1.50–2.00) |",
        "| `wrapHandler` |  4.0 |              1.00 |",
      ].join("\n"),
    );
  });

  test("has what a candidate adds to the first, which has no row", () => {
    expect(additionTable([base, other], { name: "ms", digits: 1 }).split("\n").slice(2)).toEqual([
      "| `wrapHandler` |  1.0 (0.5–1.5) |",
    ]);
  });
});

describe("a page", () => {
  const page =
    "before\n<!-- bench: a -->\n\nold\n\n<!-- /bench -->\nbetween\n<!-- bench: b -->\n<!-- /bench -->\nend";

  test("gets the content of the named blocks, and keeps all else", () => {
    const written = writeBlocks(page, { b: "| $& |" });
    expect(written).toBe(page.replace("b -->\n", () => "b -->\n\n| $& |\n\n"));
    expect(readBlock(written, "b")).toBe("| $& |");
    expect(readBlock(written, "a")).toBe("old");
  });

  test("that is written twice is the same as written once", () => {
    const once = writeBlocks(page, { a: "new" });
    expect(writeBlocks(once, { a: "new" })).toBe(once);
  });

  test.each([
    ["has no such block", page, "c", "The page has no line <!-- bench: c -->"],
    ["has it twice", page + page, "a", "The page has the line <!-- bench: a --> 2 times"],
    [
      "has no end of it",
      page.replace("<!-- /bench -->", ""),
      "a",
      "The block after <!-- bench: a --> has no line",
    ],
  ])("is refused if it %s", (_, given, name, message) => {
    expect(() => writeBlocks(given, { [name]: "x" })).toThrow(message);
  });
});

test("docs/performance.md has the block of each table, once, and of no other", () => {
  const text = readFileSync(join(import.meta.dirname, "../../docs/performance.md"), "utf8");
  const blocks = [...text.matchAll(/<!-- bench: (.*) -->/g)].map(([, name]) => name);
  expect(blocks.sort()).toEqual(["run", ...tables.map(({ name }) => name)].sort());
  for (const name of blocks) expect(readBlock(text, String(name))).not.toBe("");
});
