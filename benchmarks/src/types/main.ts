import { countInstantiations } from "./count-instantiations.ts";
import { arms, caller, catalog, handwritten } from "./sources.ts";

/*
 * Prints what a fault costs the TypeScript compiler, in instantiations, and ends with an error where that is above a
 * limit: `node src/types/main.ts`. Counts have no noise.
 */

const sources = { handwritten, catalog, caller, arms };
/** The most instantiations for each further fault. */
const LIMITS: Readonly<Record<keyof typeof sources, number>> = {
  handwritten: 250,
  catalog: 1000,
  caller: 1020,
  arms: 1060,
};
const SIZES = [20, 200] as const;

console.log("| | 20 faults | 200 faults | each further fault | limit |\n|---|---:|---:|---:|---:|");
for (const [name, source] of Object.entries(sources)) {
  const [few = 0, many = 0] = SIZES.map((size) => countInstantiations(source(size)));
  const each = (many - few) / (SIZES[1] - SIZES[0]);
  const limit = LIMITS[name as keyof typeof sources];
  console.log(`| ${name} | ${few} | ${many} | ${each.toFixed(0)} | ${limit} |`);
  if (each > limit) process.exitCode = 1;
}
