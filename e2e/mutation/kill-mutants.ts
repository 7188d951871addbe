import { copyFileSync, globSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Mutant } from "./instrument.ts";
import type { Doubted, PlannedMutant, Result, Started, TestsReached } from "./plan.ts";
import { runVitest } from "./run-vitest.ts";
import type { Verdicts } from "./verdicts.ts";

/** Milliseconds that the slowest test of a mutant may take at least. */
const SHORTEST_TIMEOUT = 10_000;
/** Milliseconds for a test without a mutant. */
const LONGEST_TEST = 60_000;
/** The files that run beside the tests. */
const INSIDE = ["mutant-config.ts", "mutant-runner.ts", "mutant-setup.ts", "plan.ts"];
/** Tests that look at sources, build, or run other processes, where no mutant is switched on. */
const ELSEWHERE =
  /from "(node:child_process|typescript|esbuild|recheck|@faultwire\/local|\.\/structure\/.*|\.\/runtime-api\.ts)"/;

type Test = TestsReached["tests"][number];

/** The tests of one folder, and the mutants to try with them. */
export interface Job {
  /** The folder of the copy of the project. */
  readonly copy: string;
  /** The folder of the tests, below the copy. */
  readonly place: string;
  readonly open: readonly Mutant[];
  readonly verdicts: Verdicts;
  readonly workers: number;
}

/** Tries mutants with the tests of one folder, and notes what became of them. */
export async function killMutants(job: Job): Promise<void> {
  const tests = await reach(job);
  const trial = new Trial(job, tests);
  // Each process that ends early or hangs costs one more run.
  for (let planned = trial.plan(); Object.keys(planned).length > 0; planned = trial.plan()) {
    if (!(await trial.run(planned))) break;
  }
  await trial.tryAlone();
}

/** Runs the tests without a mutant, and finds which mutants each one reaches. */
async function reach({ copy, place, open, verdicts, workers }: Job): Promise<Test[]> {
  const folder = join(copy, place);
  mkdirSync(join(folder, "mutation"), { recursive: true });
  for (const file of INSIDE) copyFileSync(join(import.meta.dirname, file), join(folder, "mutation", file));
  const files = globSync("{src,test}/**/*.test.ts", { cwd: folder })
    .filter((file) => place !== "e2e" || !ELSEWHERE.test(readFileSync(join(folder, file), "utf8")))
    .sort();
  const results = await runVitest(folder, { files, timeout: LONGEST_TEST }, workers);
  const reached = results.filter((result) => result.kind === "reached");
  const tests = reached.flatMap((result) => result.tests);
  for (const test of tests.filter(({ passed }) => !passed)) {
    console.log(`  left out, as it fails without a mutant: ${test.file}: ${test.name}`);
  }
  const passed = tests.filter((test) => test.passed).sort((a, b) => a.duration - b.duration);
  console.log(`  ${passed.length} tests of ${files.length} files`);

  const loading = new Set(reached.flatMap((result) => result.loading));
  for (const { id } of open) {
    const count = passed.filter((test) => id in test.hits).length;
    if (count > 0) verdicts.set(id, { kind: "survived", tests: count });
    else if (loading.has(id)) verdicts.set(id, { kind: "static" });
  }
  return passed;
}

class Trial {
  readonly #job: Job;
  readonly #tests: readonly Test[];
  readonly #byId: ReadonlyMap<string, Test>;
  readonly #alive: Set<string>;
  readonly #timeout: number;
  /** Tests and mutants that ran. */
  readonly #done = new Set<string>();
  /** What was killed in a process that a mutant has disturbed. */
  readonly #doubted: { readonly test: Test; readonly id: string }[] = [];

  constructor(job: Job, tests: readonly Test[]) {
    this.#job = job;
    this.#tests = tests;
    this.#byId = new Map(tests.map((test) => [test.id, test]));
    this.#alive = new Set(job.open.map(({ id }) => id));
    this.#timeout = Math.max(SHORTEST_TIMEOUT, 5 * (tests.at(-1)?.duration ?? 0));
  }

  /** What is left to try, by test. */
  plan(): Record<string, PlannedMutant[]> {
    const planned: Record<string, PlannedMutant[]> = {};
    for (const test of this.#tests) {
      const mutants = Object.keys(test.hits).filter(
        (id) => this.#alive.has(id) && !this.#done.has(`${test.id} ${id}`),
      );
      if (mutants.length > 0) planned[test.id] = mutants.map((id) => toPlanned(test, id));
    }
    return planned;
  }

  /** @returns Whether a process ended early, so that mutants are left to try. */
  async run(planned: Record<string, PlannedMutant[]>): Promise<boolean> {
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
  async tryAlone(): Promise<void> {
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
    const { copy, place, workers } = this.#job;
    const files = quickestFirst(this.#tests.filter(({ id }) => tests[id] !== undefined));
    return await runVitest(join(copy, place), { files, tests, timeout: this.#timeout }, workers);
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
    const by = join(this.#job.place, test.file);
    this.#job.verdicts.set(id, { kind: "killed", by, test: test.name, message });
  }
}

function toPlanned(test: Test, id: string): PlannedMutant {
  return { id, limit: (test.hits[id] ?? 0) * 100 + 1000 };
}

function quickestFirst(tests: readonly Test[]): string[] {
  const total = new Map<string, number>();
  for (const { file, duration } of tests) total.set(file, (total.get(file) ?? 0) + duration);
  return [...total].sort((a, b) => a[1] - b[1]).map(([file]) => file);
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
