import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { CallerEffect } from "../src/evolution/change.ts";
import { changesOf, worst } from "./evolution/classify.ts";
import { effectOf, type RunCase, runCases } from "./evolution/run-cases.ts";
import { writePage } from "./evolution/write-page.ts";

/* Each kind of change on local: what the lock states is what callers really catch, in both orders. */

let runs: readonly RunCase[];
beforeAll(async () => {
  runs = await runCases();
});

test("docs/evolution.md has what callers really catch", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../docs/evolution.md"), "utf8");
  expect(writePage(page, runs)).toBe(page);
});

test("what the lock states about a change is what callers catch, and what is not shown is never called safe", () => {
  const compared = runs.flatMap(({ of, calleeFirst, callersFirst }) => {
    const changes = changesOf(of);
    const { old, fresh } = of;
    return [
      [of.title, "function first", worst(changes, "calleeFirst"), effectOf(calleeFirst, fresh, old)],
      [of.title, "callers first", worst(changes, "callersFirst"), effectOf(callersFirst, old, fresh)],
    ] satisfies [string, string, CallerEffect, CallerEffect][];
  });
  expect(compared.length).toBeGreaterThan(150);
  expect(compared.filter(([, , stated, seen]) => stated !== "unknown" && stated !== seen)).toEqual([]);
  // Those that show no more than they know are few, and each order has some that break and some that do not.
  const stated = compared.map(([, order, effect]) => `${order}: ${effect}`);
  for (const order of ["function first", "callers first"])
    for (const effect of ["same", "breaks", "differs", "unknown"])
      expect(stated).toContain(`${order}: ${effect}`);
  expect(stated.filter((each) => each.endsWith("unknown")).length).toBeLessThan(20);
});
