import { copyFileSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./instrument.ts";
import type { Doubted, PlannedMutant, Result, Started, TestsReached } from "./plan.ts";
import { type Place, reachTests } from "./reached-tests.ts";
import { runVitest } from "./run-vitest.ts";
import type { Verdicts } from "./verdicts.ts";

/** Milliseconds that the slowest test of a mutant may take at least. */
const SHORTEST_TIMEOUT = 10_000;
/** The files that run beside the tests. */
const INSIDE = ["mutant-config.ts", "mutant-runner.ts", "mutant-setup.ts", "plan.ts"];
/** Tests that look at sources, build, or run other processes, where no mutant is switched on. */
const ELSEWHERE =
  /from "(node:child_process|typescript|esbuild|recheck|@faultwire\/local|\.\/structure\/.*|\.\/runtime-api\.ts|\.\.\/mutation\/.*)"/;

/** Milliseconds of a test that is worth trying before the others. */
const QUICK = 50;

type Test = TestsReached["tests"][number];

interface TrialSetup extends Place {
  readonly tests: readonly Test[];
  readonly verdicts: Verdicts;
}

/** Mutants, and the folders whose tests are to kill them. */
export interface Job extends Omit<Place, "place"> {
  /** Below the copy. */
  readonly places: readonly string[];
  readonly mutants: readonly Mutant[];
  /** The mutants that are tried with quick tests only: those that no test is known to see. */
  readonly quickOnly: ReadonlySet<Mutant>;
  readonly verdicts: Verdicts;
}

/** Tries mutants with tests, quick ones first, and notes what became of them. */
export async function killMutants({ places, mutants, quickOnly, verdicts, ...common }: Job): Promise<void> {
  const trials: Trial[] = [];
  const loading = new Set<string>();
  for (const place of places) {
    const { tests, whileLoading } = await reach({ ...common, place });
    for (const id of whileLoading) loading.add(id);
    trials.push(new Trial({ ...common, place, tests, verdicts }));
  }
  for (const { id } of mutants) {
    const count = trials.reduce((sum, trial) => sum + trial.countReaching(id), 0);
    if (verdicts.isOpen(id)) verdicts.set(id, count > 0 ? { kind: "survived", tests: count } : undefined);
    if (count === 0 && loading.has(id)) verdicts.set(id, { kind: "static" });
  }
  for (const longest of [QUICK, Number.POSITIVE_INFINITY]) {
    for (const trial of trials) {
      const open = mutants.filter(
        (mutant) =>
          verdicts.of(mutant.id).kind === "survived" && (longest === QUICK || !quickOnly.has(mutant)),
      );
      await trial.run(open, longest);
      verdicts.save();
    }
  }
}

async function reach(place: Place): Promise<{ tests: readonly Test[]; whileLoading: readonly string[] }> {
  const folder = join(place.copy, place.place);
  mkdirSync(join(folder, "mutation"), { recursive: true });
  for (const file of INSIDE) copyFileSync(join(import.meta.dirname, file), join(folder, "mutation", file));
  const files = globSync("{src,test}/**/*.test.ts", { cwd: folder })
    .filter((file) => place.place !== "e2e" || !ELSEWHERE.test(readFileSync(join(folder, file), "utf8")))
    .sort();
  const reached = await reachTests(place, files);
  const tests = reached.flatMap((result) => result.tests);
  for (const test of tests.filter(({ passed }) => !passed)) {
    console.log(`  left out, as it fails without a mutant: ${place.place}/${test.file}: ${test.name}`);
  }
  const passed = tests.filter((test) => test.passed).sort((a, b) => a.duration - b.duration);
  console.log(`  ${passed.length} tests of ${files.length} files of ${place.place}`);
  return { tests: passed, whileLoading: reached.flatMap((result) => result.loading) };
}

/** One folder's tests, and what they have tried. */
class Trial {
  readonly #setup: TrialSetup;
  readonly #tests: readonly Test[];
  readonly #byId: ReadonlyMap<string, Test>;
  #alive = new Set<string>();
  /** Tests and mutants that ran. */
  readonly #done = new Set<string>();
  /** Mutants that were killed in a process that another has disturbed. */
  #doubted: { readonly test: Test; readonly id: string }[] = [];

  constructor(setup: TrialSetup) {
    this.#setup = setup;
    this.#tests = setup.tests;
    this.#byId = new Map(setup.tests.map((test) => [test.id, test]));
  }

  countReaching(id: string): number {
    return this.#tests.filter((test) => id in test.hits).length;
  }

  /** Tries mutants with the tests that take no longer, in milliseconds. */
  async run(open: readonly Mutant[], longest: number): Promise<void> {
    this.#alive = new Set(open.map(({ id }) => id));
    // Each process that ends early or hangs costs one more run, and so does a wrong kill: it kept other tests from trying.
    for (let isLeft = true; isLeft; ) {
      const planned = this.#plan(longest);
      if (Object.keys(planned).length === 0) break;
      const count = new Set(Object.values(planned).flatMap((each) => each.map(({ id }) => id))).size;
      console.log(
        `  ${count} mutants to try with ${Object.keys(planned).length} tests of ${this.#setup.place}`,
      );
      this.#doubted = [];
      isLeft = await this.#try(planned);
      await this.#tryAlone();
      isLeft ||= this.#doubted.some(({ id }) => this.#alive.has(id));
    }
  }

  /** The mutants that are left to try, by test. */
  #plan(longest: number): Record<string, PlannedMutant[]> {
    const planned: Record<string, PlannedMutant[]> = {};
    for (const test of this.#tests.filter(({ duration }) => duration <= longest)) {
      const mutants = Object.keys(test.hits).filter(
        (id) => this.#alive.has(id) && !this.#done.has(`${test.id} ${id}`),
      );
      if (mutants.length > 0) planned[test.id] = mutants.map((id) => toPlanned(test, id));
    }
    return planned;
  }

  /** @returns Whether a process ended early, so that mutants are left to try. */
  async #try(planned: Record<string, PlannedMutant[]>): Promise<boolean> {
    const results = await this.#vitest(planned);
    for (const result of results) {
      if (result.kind === "started" && result.mutant) this.#done.add(`${result.test} ${result.mutant}`);
    }
    const doubts = this.#doubt(results.filter((result) => result.kind === "doubted"));
    for (const result of results) {
      if (result.kind === "killed" && !doubts.has(`${result.test} ${result.mutant}`)) {
        this.#kill(result.mutant, this.#byId.get(result.test), result.message);
      }
    }
    return this.#killHung(results);
  }

  /** Tries again, each in processes of its own, what may have been killed by what another mutant left behind. */
  async #tryAlone(): Promise<void> {
    if (this.#doubted.length > 0) console.log(`  ${this.#doubted.length} to try again, each alone`);
    for (const { test, id } of this.#doubted) {
      if (!this.#alive.has(id)) continue;
      const results = await this.#vitest({ [test.id]: [toPlanned(test, id)] });
      const killed = results.find((result) => result.kind === "killed");
      if (killed) this.#kill(id, test, killed.message);
      else this.#killHung(results);
    }
  }

  #doubt(results: readonly Doubted[]): ReadonlySet<string> {
    for (const { test: testId, mutants } of results) {
      const test = this.#byId.get(testId);
      if (test) this.#doubted.push(...mutants.map((id) => ({ test, id })));
    }
    return new Set(results.flatMap(({ test, mutants }) => mutants.map((id) => `${test} ${id}`)));
  }

  async #vitest(tests: Record<string, PlannedMutant[]>): Promise<Result[]> {
    const { copy, place, workers } = this.#setup;
    const planned = this.#tests.filter(({ id }) => tests[id] !== undefined);
    const files = quickestFirst(planned);
    const timeout = Math.max(SHORTEST_TIMEOUT, 5 * (planned.at(-1)?.duration ?? 0));
    return await runVitest(join(copy, place), { files, tests, timeout }, workers);
  }

  #killHung(results: readonly Result[]): boolean {
    const hung = unfinished(results);
    for (const { mutant, test } of hung) {
      if (mutant) this.#kill(mutant, this.#byId.get(test), "it hangs, or ends the process");
    }
    return hung.length > 0;
  }

  #kill(id: string, test: Test | undefined, message: string): void {
    if (test === undefined) return;
    this.#alive.delete(id);
    const by = join(this.#setup.place, test.file);
    this.#setup.verdicts.set(id, { kind: "killed", by, test: test.name, message });
  }
}

function toPlanned(test: Test, id: string): PlannedMutant {
  return { id, limit: (test.hits[id] ?? 0) * 100 + 1000 };
}

/** The files of tests, those whose tests are quick first: they kill most. */
function quickestFirst(tests: readonly Test[]): string[] {
  const byFile = new Map<string, number[]>();
  for (const { file, duration } of tests) byFile.set(file, [...(byFile.get(file) ?? []), duration]);
  const mean = (times: readonly number[]) => times.reduce((sum, time) => sum + time, 0) / times.length;
  return [...byFile].sort((a, b) => mean(a[1]) - mean(b[1])).map(([file]) => file);
}

/** The tests at which processes ended early. */
function unfinished(results: readonly Result[]): Started[] {
  const last = new Map<number, Started>();
  for (const result of results) {
    if (result.kind === "started") last.set(result.pid, result);
    if (result.kind === "ended") last.delete(result.pid);
  }
  return [...last.values()];
}
