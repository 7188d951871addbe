import type { Mutant } from "./instrument.ts";
import { isSame, type KnownSurvivor } from "./known-survivors.ts";
import type { Verdicts } from "./verdicts.ts";

/** The share of mutants that tests must kill, in percent. */
const GOAL = 90;

interface Outcome {
  readonly verdicts: Verdicts;
  readonly known: readonly KnownSurvivor[];
  /** Whether the mutants are all of the package. */
  readonly isWhole: boolean;
}

/**
 * Prints what became of the mutants of a package.
 *
 * @returns Whether the tests killed enough, and none that is listed as a survivor.
 */
export function report(
  name: string,
  mutants: readonly Mutant[],
  { verdicts, known, isWhole }: Outcome,
): boolean {
  const tried = mutants.filter((mutant) => verdicts.of(mutant.id).kind !== "static");
  const survivors = tried.filter((mutant) => verdicts.isOpen(mutant.id));
  const unlisted = survivors.filter((mutant) => !known.some((each) => isSame(each, mutant)));
  const stale = known.filter((each) => {
    const same = mutants.filter((mutant) => isSame(each, mutant));
    return same.length > 0 ? !same.some((mutant) => verdicts.isOpen(mutant.id)) : isWhole;
  });

  printFiles(mutants, verdicts);
  printSurvivors("Survivors", unlisted, verdicts);
  for (const { file, source, replacement } of stale) {
    console.log(`Listed as a survivor, and is not one now: ${file}: ${source} -> ${replacement}`);
  }
  const killed = tried.length - survivors.length;
  const score = tried.length === 0 ? 100 : (100 * killed) / tried.length;
  const inE2e = tried.filter((mutant) => {
    const verdict = verdicts.of(mutant.id);
    return verdict.kind === "killed" && verdict.by.startsWith("e2e/");
  }).length;
  console.log(
    `${name}: ${score.toFixed(1)} % killed: ${killed} of ${tried.length}, ${inE2e} of them by e2e; ` +
      `${survivors.length - unlisted.length} survivors listed, ${unlisted.length} not; ` +
      `${mutants.length - tried.length} that change only what happens while modules load are not tried`,
  );
  return score >= GOAL && stale.length === 0;
}

function printFiles(mutants: readonly Mutant[], verdicts: Verdicts): void {
  const files = new Map<string, { killed: number; survived: number; unreached: number; static: number }>();
  for (const mutant of mutants) {
    const counts = files.get(mutant.file) ?? { killed: 0, survived: 0, unreached: 0, static: 0 };
    counts[verdicts.of(mutant.id).kind] += 1;
    files.set(mutant.file, counts);
  }
  console.table(Object.fromEntries(files));
}

function printSurvivors(title: string, survivors: readonly Mutant[], verdicts: Verdicts): void {
  if (survivors.length > 0) console.log(`${title}:`);
  for (const mutant of survivors) {
    const verdict = verdicts.of(mutant.id);
    const by = verdict.kind === "survived" ? `${verdict.tests} tests reach it` : "no test reaches it";
    console.log(`${mutant.file}:${mutant.line} ${mutant.mutator} (${by})\n    ${mutant.source}`);
    console.log(`    ${inOneLine(mutant.code)}  ->  ${inOneLine(mutant.replacement)}`);
  }
}

function inOneLine(code: string): string {
  const line = code.replace(/\s+/g, " ");
  return line.length > 120 ? `${line.slice(0, 120)}...` : line;
}
