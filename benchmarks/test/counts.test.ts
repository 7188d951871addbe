import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { allocations } from "../src/memory/count-allocations.ts";
import { readBlock } from "../src/report/page.ts";
import { countCosts } from "../src/types/count-costs.ts";

/* Counts are the same on every machine. Those in docs/performance.md are the limits of our own rows. */

const page = readFileSync(join(import.meta.dirname, "../../docs/performance.md"), "utf8");
const OURS = /`(?:wrap|parse|createFetch)|the same with|the same behind/;

/** The rows of a block: the name, and the number in the second cell. */
function documented(block: string): [name: string, value: number][] {
  const lines = readBlock(page, block).split("\n").slice(2);
  return lines.map((line) => {
    const [, name = "", value] = line.split("|").map((cell) => cell.trim());
    return [name, Number(value)];
  });
}

test("an error or a success allocates no more than docs/performance.md has, and not a tenth less", async () => {
  const counted = (await allocations()).flat();
  const rows = documented("allocations");
  expect(counted.map(({ name }) => name)).toEqual(rows.map(([name]) => name));
  const ours = counted.flatMap(({ name, bytes }, index) =>
    OURS.test(name) ? [{ name, part: bytes / (rows[index]?.[1] ?? Number.NaN) }] : [],
  );
  expect(ours.length).toBeGreaterThan(8);
  const outside = ours.filter(({ part }) => !(part > 0.9 && part < 1.02));
  expect(outside, "after a change on purpose: npm run bench -- --only allocations --write").toEqual([]);
});

test("a fault costs the compiler as many instantiations as docs/performance.md has, or up to a tenth less", () => {
  const rows = documented("types");
  const costs = countCosts();
  expect(costs.map(({ name }) => name)).toEqual(rows.map(([name]) => name));
  const outside = costs.filter(({ forEachFault }, index) => {
    const part = forEachFault / (rows[index]?.[1] ?? Number.NaN);
    return !(part > 0.9 && part <= 1.01);
  });
  expect(outside, "after a change on purpose: npm run bench -- --only types --write").toEqual([]);
});
