import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Plan, Result } from "./plan.ts";

/** Milliseconds without a sign of life after which a process has hung: beyond the time of the test that it is at. */
const SILENCE = 10_000;
/** Milliseconds for a process to start, and to load the files of tests. */
const LOADING = 120_000;

/** Runs the tests of a folder by a plan, in processes that end with this one. */
export async function runVitest(
  folder: string,
  plan: Omit<Plan, "results">,
  workers: number,
): Promise<Result[]> {
  const results = join(folder, "mutation-results.jsonl");
  const planFile = join(folder, "mutation-plan.json");
  writeFileSync(results, "");
  writeFileSync(planFile, JSON.stringify({ ...plan, results } satisfies Plan));
  const vitest = join(folder, "node_modules/vitest/vitest.mjs");
  const flags = ["--root=.", "--config=mutation/mutant-config.ts", `--maxWorkers=${workers}`];
  const child = spawn(process.execPath, [vitest, "run", ...flags], {
    cwd: folder,
    // A group of its own, so that a worker in an endless loop ends with it.
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, MUTATION_PLAN: planFile },
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    errors = (errors + text).slice(-4000);
  });
  await endOf(child, { results, timeout: plan.timeout });
  const lines = readFileSync(results, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  if (lines.length === 0) throw new Error(`vitest ran no test in ${folder}:\n${errors}`);
  return lines.map((line) => JSON.parse(line));
}

/** Waits for a process, and ends it where it writes no results for a time. */
async function endOf(child: ChildProcess, watched: { results: string; timeout: number }): Promise<void> {
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  };
  let size = 0;
  let since = Date.now();
  const watch = setInterval(() => {
    const text = readFileSync(watched.results, "utf8");
    if (text.length !== size) {
      size = text.length;
      since = Date.now();
    }
    const isTesting = text.lastIndexOf('"kind":"started"') > text.lastIndexOf('"kind":"ended"');
    if (Date.now() - since > (isTesting ? watched.timeout + SILENCE : LOADING)) end();
  }, 1000);
  process.once("exit", end);
  await new Promise((resolve) => child.once("exit", resolve));
  process.off("exit", end);
  clearInterval(watch);
  end();
}
