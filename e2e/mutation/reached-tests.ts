import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { TestsReached } from "./plan.ts";
import { runVitest } from "./run-vitest.ts";

/** Milliseconds for a test without a mutant. */
const LONGEST_TEST = 60_000;

/** The tests of one folder. */
export interface Place {
  /** The folder of the project, where results are kept. */
  readonly root: string;
  /** The folder of its copy. */
  readonly copy: string;
  /** The folder of the tests, below the copy. */
  readonly place: string;
  readonly workers: number;
}

/**
 * Runs tests without a mutant, and finds which mutants each one reaches. What an earlier run found is used again where
 * neither the file of the test nor any other source has changed.
 */
export async function reachTests(
  { root, copy, place, workers }: Place,
  files: readonly string[],
): Promise<TestsReached[]> {
  const cacheFile = join(root, `e2e/.cache/mutation/${place.replace("/", "-")}-reached.json`);
  const cache: Record<string, TestsReached> = existsSync(cacheFile)
    ? JSON.parse(readFileSync(cacheFile, "utf8"))
    : {};
  const sources = hashOf(copy, [
    ...globSync("packages/*/src/**/*.ts", { cwd: copy }).filter((file) => !file.endsWith(".test.ts")),
    ...globSync("{cases/*,e2e/test/**/*.ts,packages/*/test/**/*.ts}", { cwd: copy }).filter(
      (file) => !file.endsWith(".test.ts"),
    ),
  ]);
  const keys = new Map(
    files.map((file) => [file, `${file} ${sources} ${hashOf(join(copy, place), [file])}`]),
  );
  const missing = files.filter((file) => cache[keys.get(file) ?? ""] === undefined);
  if (missing.length > 0) {
    const results = await runVitest(join(copy, place), { files: missing, timeout: LONGEST_TEST }, workers);
    for (const result of results) {
      if (result.kind !== "reached") continue;
      const key = keys.get(result.tests[0]?.file ?? "");
      if (key !== undefined) cache[key] = result;
    }
  }
  const kept = Object.fromEntries(
    [...keys.values()].flatMap((key) => (cache[key] ? [[key, cache[key]]] : [])),
  );
  mkdirSync(dirname(cacheFile), { recursive: true });
  writeFileSync(cacheFile, JSON.stringify(kept));
  return Object.values(kept);
}

function hashOf(folder: string, files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files.toSorted()) hash.update(`\0${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 16);
}
