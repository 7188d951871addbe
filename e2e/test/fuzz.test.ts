import fc from "fast-check";
import { expect, test } from "vitest";
import { assertLinear, SHAPES } from "../fuzz/growth.ts";
import { targets } from "../fuzz/targets.ts";

/* The short run of `npm run fuzz`. */

test.each(targets.filter(({ name }) => name !== "growth").map((each) => [each.name, each] as const))(
  "%s",
  async (name, { property, runs }) => {
    const details = await fc.check(property, { numRuns: runs, includeErrorInReport: true });
    const report = details.failed ? await fc.asyncDefaultReportMessage(details) : "";
    const repeat = `Repeat it with: npm run fuzz -- --seed ${details.seed} --only "${name}"`;
    expect.soft(details.failed, `${report}\n${repeat}`).toBe(false);
  },
);

test.each(Object.keys(SHAPES))("twice the input costs twice the work: %s", async (shape) => {
  await expect(assertLinear(shape, 8000)).resolves.toBeUndefined();
});
