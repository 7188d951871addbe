/**
 * Changes the sources of packages in every way that Stryker knows, and tests whether the tests notice.
 *
 *     node e2e/mutation/main.ts [PACKAGE...] [--files GLOB] [--sample N] [--seed S] [--workers N] [--force]
 *
 * The tests of the package itself come first, those of `e2e` then try what survived. A result is used again as long as
 * the file with the mutant and the file of the test that killed it have not changed; `--force` tries everything again.
 */
import { rmSync } from "node:fs";
import { matchesGlob } from "node:path";
import { parseArgs } from "node:util";
import { instrument } from "./instrument.ts";
import { killMutants } from "./kill-mutants.ts";
import { report } from "./report.ts";
import { takeSample } from "./sample.ts";
import { Verdicts } from "./verdicts.ts";
import { makeWorkingCopy, PROJECT } from "./working-copy.ts";

const PACKAGES = ["wire", "catalog", "handler", "caller"];

const { values: options, positionals } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  allowPositionals: true,
  options: {
    files: { type: "string", default: "**/*.ts" },
    sample: { type: "string" },
    seed: { type: "string" },
    workers: { type: "string", default: "1" },
    force: { type: "boolean", default: false },
  },
});
const seed = Number(options.seed ?? Math.floor(Math.random() * 1e6));
const unknown = positionals.find((name) => !PACKAGES.includes(name));
if (unknown !== undefined) throw new TypeError(`mutate: ${unknown} is not one of ${PACKAGES.join(", ")}`);

let isGood = true;
for (const name of positionals.length > 0 ? positionals : PACKAGES) {
  isGood = (await mutate(name)) && isGood;
}
process.exitCode = isGood ? 0 : 1;

/** Whether enough of the package's mutants were killed. */
async function mutate(name: string): Promise<boolean> {
  const copy = makeWorkingCopy();
  // An interrupt leaves no copy behind.
  process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));
  const remove = () => rmSync(copy, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const inFiles = (await instrument(copy, name)).filter((mutant) =>
      matchesGlob(mutant.file, `packages/${name}/src/${options.files}`),
    );
    const mutants =
      options.sample === undefined ? inFiles : takeSample(inFiles, Number(options.sample), seed);
    const verdicts = new Verdicts(name, mutants, options.force);
    const places = [`packages/${name}`, "e2e"];
    console.log(`${name}: ${mutants.length} mutants, with the tests of ${places.join(" and ")}`);
    await killMutants({ copy, places, mutants, verdicts, workers: Number(options.workers) });
    verdicts.save();
    console.log(
      options.sample === undefined
        ? `All mutants of ${options.files} in ${PROJECT}/packages/${name}/src`
        : `${mutants.length} of ${inFiles.length} mutants, by seed: npm run mutate -- ${name} --files '${options.files}' --sample ${options.sample} --seed ${seed}`,
    );
    return report(name, mutants, {
      verdicts,
      isWhole: mutants.length === inFiles.length && options.files === "**/*.ts",
    });
  } finally {
    remove();
  }
}
