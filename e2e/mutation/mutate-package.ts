import { rmSync } from "node:fs";
import { matchesGlob } from "node:path";
import { instrument } from "./instrument.ts";
import { killMutants } from "./kill-mutants.ts";
import { isSame, readKnownSurvivors } from "./known-survivors.ts";
import { report } from "./report.ts";
import { takeSample } from "./sample.ts";
import { Verdicts } from "./verdicts.ts";
import { makeWorkingCopy } from "./working-copy.ts";

/** All files of a package. */
const ALL = "**/*.ts";

export interface MutateOptions {
  /** The folder of the project. */
  readonly root: string;
  /**
   * The files to change, below the folder `src` of the package.
   *
   * @default "**\/*.ts"
   */
  readonly files?: string | undefined;
  /** Whether to leave out the tests of `e2e`. */
  readonly isOwn?: boolean | undefined;
  /** Whether to try again what an earlier run has tried. */
  readonly isForced?: boolean | undefined;
  /** Absent: all mutants. */
  readonly sample?: { readonly size: number; readonly seed: number } | undefined;
  /** @default 1 */
  readonly workers?: number | undefined;
}

/**
 * Tries the mutants of a package in a copy of the project, and prints what became of them.
 *
 * @returns Whether the tests killed enough, and none that is listed as a survivor.
 */
export async function mutatePackage(name: string, options: MutateOptions): Promise<boolean> {
  const { root, files = ALL, isOwn = false, isForced = false, sample, workers = 1 } = options;
  const copy = makeWorkingCopy(root);
  const remove = () => rmSync(copy, { recursive: true, force: true });
  // An interrupt leaves no copy behind.
  process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));
  process.once("exit", remove);
  try {
    const inFiles = (await instrument(copy, name)).filter((mutant) =>
      matchesGlob(mutant.file, `packages/${name}/src/${files}`),
    );
    const mutants = sample === undefined ? inFiles : takeSample(inFiles, sample.size, sample.seed);
    const verdicts = new Verdicts({ root, name, mutants, isForced });
    const places = [`packages/${name}`, ...(isOwn ? [] : ["e2e"])];
    console.log(`${name}: ${mutants.length} mutants, with the tests of ${places.join(" and ")}`);
    const known = readKnownSurvivors(root, name);
    const listed = mutants.filter((mutant) => known.some((each) => isSame(each, mutant)));
    const quickOnly = new Set(isForced ? [] : listed);
    await killMutants({ root, copy, places, mutants, quickOnly, verdicts, workers });
    verdicts.save();
    console.log(
      sample === undefined
        ? `All mutants of ${files} in ${root}/packages/${name}/src`
        : `${mutants.length} of ${inFiles.length} mutants, by seed: npm run mutate -- ${name} --files '${files}' --sample ${sample.size} --seed ${sample.seed}`,
    );
    const isWhole = mutants.length === inFiles.length && files === ALL;
    return report(name, mutants, { verdicts, known, isWhole });
  } finally {
    process.off("exit", remove);
    remove();
  }
}
