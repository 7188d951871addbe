import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./instrument.ts";

/** Mutants that no test can see, with the reason. */
export interface KnownSurvivor {
  /** Below the folder `src` of the package. */
  readonly file: string;
  /** The line of the source, without indentation. */
  readonly source: string;
  /** The code that is changed. */
  readonly code: string;
  readonly replacement: string;
  readonly reason: string;
}

export function readKnownSurvivors(root: string, name: string): readonly KnownSurvivor[] {
  const file = join(root, `e2e/mutation/known/${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
}

export function isSame(known: KnownSurvivor, mutant: Mutant): boolean {
  return (
    mutant.file.endsWith(`/src/${known.file}`) &&
    mutant.source === known.source &&
    mutant.code === known.code &&
    mutant.replacement === known.replacement
  );
}
