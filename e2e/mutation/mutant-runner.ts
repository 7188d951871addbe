/**
 * Vitest's runner, for mutants: it runs each test once for every mutant that the test reaches and that is not killed
 * yet, as repeats of one test, and a last time without. It is copied into the package whose tests run.
 */
import { appendFileSync, readFileSync } from "node:fs";
import {
  type RunnerTask,
  type RunnerTestCase,
  type RunnerTestFile,
  type RunnerTestSuite,
  TestRunner,
} from "vitest";
import type { Killed, Plan, PlannedMutant, Result } from "./plan.ts";

interface Switches {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: {
    static: Record<string, number>;
    perTest: Record<string, Record<string, number>>;
  };
}

const plan: Plan = JSON.parse(readFileSync(process.env.MUTATION_PLAN ?? "", "utf8"));
const killedBefore = new Set(readKilled());
const { stackTraceLimit } = Error;
// The name that Stryker's instrumented code has for it.
const scope: typeof globalThis & { __stryker__?: Switches } = globalThis;
const switches: Switches = scope.__stryker__ ?? {};
scope.__stryker__ = switches;

export default class MutantRunner extends TestRunner {
  readonly #mutants = new Map<RunnerTask, readonly PlannedMutant[]>();
  readonly #killed = new Map<RunnerTask, string[]>();

  async onCollected(files: RunnerTestFile[]): Promise<void> {
    for (const file of files) prepare(file);
  }

  override async onBeforeRunTask(test: RunnerTestCase): Promise<void> {
    if (plan.tests !== undefined) {
      const mutants = (plan.tests[test.id] ?? []).filter(({ id }) => !killedBefore.has(id));
      this.#mutants.set(test, mutants);
      this.#killed.set(test, []);
      if (mutants.length === 0) test.mode = "skip";
      else test.repeats = mutants.length;
    }
    await super.onBeforeRunTask(test);
  }

  override onBeforeTryTask(test: RunnerTestCase, options: { retry: number; repeats: number }): void {
    super.onBeforeTryTask(test, options);
    // A mutant can leave another limit behind, by which later tests would fail or no longer see anything.
    Error.stackTraceLimit = stackTraceLimit;
    if (plan.tests === undefined) switches.currentTestId = test.id;
    const mutant = this.#mutants.get(test)?.[options.repeats];
    switches.activeMutant = mutant?.id;
    switches.hitCount = mutant && 0;
    switches.hitLimit = mutant?.limit;
    write({ kind: "started", pid: process.pid, test: test.id, ...(mutant && { mutant: mutant.id }) });
  }

  override async onAfterRetryTask(
    test: RunnerTestCase,
    options: { retry: number; repeats: number },
  ): Promise<void> {
    await super.onAfterRetryTask(test, options);
    switches.currentTestId = undefined;
    switches.activeMutant = undefined;
    if (plan.tests === undefined || test.result === undefined) return;
    if (test.result.state === "fail") this.#noteFailure(test, this.#mutants.get(test)?.[options.repeats]);
    // The next repeat begins anew.
    test.result.state = "pass";
    delete test.result.errors;
    if (test.result.attempts) test.result.attempts.length = 0;
  }

  #noteFailure(test: RunnerTestCase, mutant: PlannedMutant | undefined): void {
    const killed = this.#killed.get(test) ?? [];
    if (mutant === undefined) {
      write({ kind: "doubted", test: test.id, mutants: killed });
      return;
    }
    killed.push(mutant.id);
    killedBefore.add(mutant.id);
    const message = test.result?.errors?.[0]?.message.split("\n", 1)[0]?.slice(0, 200) ?? "";
    write({ kind: "killed", test: test.id, mutant: mutant.id, message });
  }

  override onAfterRunFiles(files: RunnerTestFile[]): void {
    super.onAfterRunFiles(files);
    const reached = switches.mutantCoverage;
    if (plan.tests === undefined) {
      write({
        kind: "reached",
        tests: files
          .flatMap(testsOf)
          .filter(hasRun)
          .map((test) => ({
            id: test.id,
            file: test.file.name,
            name: test.name,
            passed: test.result?.state === "pass",
            duration: test.result?.duration ?? 0,
            hits: reached?.perTest[test.id] ?? {},
          })),
        loading: Object.keys(reached?.static ?? {}),
      });
    }
    write({ kind: "ended", pid: process.pid });
  }
}

/** One test at a time. */
function prepare(suite: RunnerTestSuite): void {
  for (const task of suite.tasks) {
    task.concurrent = false;
    if (task.type === "suite") prepare(task);
  }
}

function testsOf(suite: RunnerTestSuite): RunnerTestCase[] {
  return suite.tasks.flatMap((task) => (task.type === "suite" ? testsOf(task) : [task]));
}

/** Whether a test ran: one that is skipped, or left out by its condition, has neither passed nor failed. */
function hasRun({ mode, result }: RunnerTestCase): boolean {
  return mode === "run" && result?.state !== "skip";
}

function readKilled(): string[] {
  return readFileSync(plan.results, "utf8")
    .split("\n")
    .filter((line) => line.includes('"kind":"killed"'))
    .map((line) => (JSON.parse(line) as Killed).mutant);
}

function write(result: Result): void {
  appendFileSync(plan.results, `${JSON.stringify(result)}\n`);
}
