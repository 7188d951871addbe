import { parseArgs } from "node:util";
import fc from "fast-check";
import type { Target } from "./target.ts";
import { targets } from "./targets.ts";

/**
 * Tries every property with random values until the time is over, and fails with the smallest value that breaks one.
 *
 *     npm run fuzz -- --minutes 10 [--seed 42] [--only readers]
 */
const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: String(Math.trunc(Math.random() * 2 ** 31)) },
    only: { type: "string", default: "" },
  },
});
const end = Date.now() + Number(values.minutes) * 60_000;
const seed = Number(values.seed);
const chosen = targets.filter(({ name }) => values.only === "" || name === values.only);
/** The values of one target in one round. */
const ROUND = 1000;
const tried = new Map<string, number>();
const failed = new Set<Target>();

if (chosen.length === 0) throw new Error(`--only is one of: ${targets.map(({ name }) => name).join(", ")}`);
console.log(`--seed ${seed}`);
for (let round = 0; Date.now() < end && failed.size < chosen.length; round += 1)
  for (const each of chosen) if (!failed.has(each) && Date.now() < end) await attempt(each, seed + round);
console.table(Object.fromEntries(tried));
process.exitCode = failed.size === 0 ? 0 : 1;

async function attempt(each: Target, seed: number): Promise<void> {
  // An input that breaks a property is made smaller also when the time is nearly over.
  const interruptAfterTimeLimit = Math.max(end - Date.now(), 30_000);
  const details = await fc.check(each.property, {
    ...{ seed, numRuns: ROUND, interruptAfterTimeLimit, includeErrorInReport: true },
  });
  tried.set(each.name, (tried.get(each.name) ?? 0) + details.numRuns);
  if (!details.failed) return;
  failed.add(each);
  console.error(`\n${each.name}: ${await fc.asyncDefaultReportMessage(details)}`);
  console.error(`Repeat it with: npm run fuzz -- --seed ${seed} --only "${each.name}"`);
}
