import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Mutant } from "../mutation/instrument.ts";
import type { KnownSurvivor } from "../mutation/known-survivors.ts";
import { mutatePackage } from "../mutation/mutate-package.ts";
import { report } from "../mutation/report.ts";
import { Verdicts } from "../mutation/verdicts.ts";

/** 27 mutants, and one of the text, which counts while the module loads. */
const SOURCE = `export const UNIT = "years";

export function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function isAdult(age: number): boolean {
  return age >= 18;
}

export function isOld(age: number): boolean {
  return age > 99;
}

export function daysOf(years: number): number {
  return years * 365;
}
`;

type Answers = Readonly<Record<string, readonly (readonly [number, boolean])[]>>;

const YEARS = [
  [2000, true],
  [2024, true],
  [1900, false],
  [2022, false],
  [2023, false],
] as const;

/** Writes a file of tests: for each function, its answers to numbers. */
function asTests(from: string, answers: Answers, more = ""): string {
  const names = Object.keys(answers);
  const tests = names.map(
    (name) => `test.each(${JSON.stringify(answers[name])})("${name} of %i is %s", (number, answer) => {
  expect(${name}(number)).toBe(answer);
});`,
  );
  return [
    'import { expect, test } from "vitest";',
    `import { ${names.join(", ")} } from "${from}";`,
    ...tests,
    more,
    'test.skipIf(true)("left out by its condition", () => expect(1).toBe(2));',
  ].join("\n");
}

/**
 * A test that fails when it is repeated, and so seems to kill all mutants but the first, and one that kills them. Both
 * are slow, and so the last that are tried.
 */
const SLOW_TESTS = `
import { daysOf } from "./ages.ts";
let runs = 0;
test("passes once", async () => {
  await new Promise((resolve) => setTimeout(resolve, 60));
  daysOf(1);
  runs += 1;
  expect(runs).toBe(1);
});
test("a year has days", async () => {
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect(daysOf(2)).toBe(730);
});`;

const limit = (code: string, replacement: string): KnownSurvivor => {
  return { file: "ages.ts", source: `return ${code};`, code, replacement, reason: "no test has the limit" };
};
const ADULT_AT_THE_LIMIT = limit("age >= 18", "age > 18");
const OLD_AT_THE_LIMIT = limit("age > 99", "age >= 99");

const OWN_TESTS = "packages/ages/src/ages.test.ts";
/** A project of one package, and of tests over it. */
const root = mkdtempSync(join(tmpdir(), "faultwire-mutated-"));

function put(file: string, content: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
}

/** Runs a part of the command, and returns its lines with its end: whether it is good. */
async function printed(run: () => boolean | Promise<boolean>): Promise<readonly [string, boolean]> {
  const log = vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "table").mockReturnValue();
  try {
    const isGood = await run();
    return [log.mock.calls.join("\n"), isGood];
  } finally {
    vi.restoreAllMocks();
  }
}

beforeAll(() => {
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  put(".gitignore", "node_modules\n.cache\n");
  put("packages/ages/src/ages.ts", SOURCE);
  for (const place of ["packages/ages", "e2e"]) {
    put(`${place}/package.json`, '{ "type": "module" }');
    put(`${place}/vitest.config.ts`, 'export default { test: { include: ["{src,test}/*.test.ts"] } };');
    mkdirSync(join(root, place, "node_modules"));
    const vitest = join(import.meta.dirname, "../node_modules/vitest");
    symlinkSync(vitest, join(root, place, "node_modules/vitest"), "junction");
  }
  mkdirSync(join(root, "node_modules"));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** It runs vitest four times, on a machine that may be busy. */
const timeout = 300_000;

test("a mutant is killed by the package's tests, then by those of e2e, or survives, listed or not", {
  timeout,
}, async () => {
  const own = { isLeap: YEARS, isAdult: [[20, true]] } as const;
  const both = {
    isAdult: [[18, true]],
    isOld: [
      [3, false],
      [100, true],
    ],
  } as const;
  put(OWN_TESTS, asTests("./ages.ts", own, SLOW_TESTS));
  put("e2e/test/ages.test.ts", asTests("../../packages/ages/src/ages.ts", both));
  put("e2e/mutation/known/ages.json", JSON.stringify([OLD_AT_THE_LIMIT, ADULT_AT_THE_LIMIT]));

  const [text, isGood] = await printed(() => mutatePackage("ages", { root, isForced: true }));

  // A test that is skipped does not fail.
  expect(text).not.toContain("fails without a mutant");
  expect(text.slice(text.indexOf("Survivors"))).toBe(`Survivors:
packages/ages/src/ages.ts:8 ConditionalExpression (2 tests reach it)
    return age >= 18;
    age >= 18  ->  true
Listed as a survivor, and is not one now: ages.ts: return age >= 18; -> age > 18
ages: 92.6 % killed: 25 of 27, 5 of them by e2e; 1 survivors listed, 1 not; 1 that change only what happens while modules load are not tried`);
  // Enough are killed, and the list is wrong.
  expect(isGood).toBe(false);
});

test("what a test killed is tried again once that test has changed", () => {
  const { file, ...rest } = limit("age >= 18", "false");
  const mutant = { ...rest, id: "1", file: `packages/ages/src/${file}`, line: 8, mutator: "" };
  const isOpen = () => new Verdicts({ root, name: "ages", mutants: [mutant], isForced: false }).isOpen("1");
  expect(isOpen()).toBe(false);
  put(OWN_TESTS, asTests("./ages.ts", { isLeap: YEARS }));
  expect(isOpen()).toBe(true);
});

test("too many survivors fail, listed or not", async () => {
  const mutants = [...Array(10).keys()].map((id): Mutant => {
    const { file, ...rest } = OLD_AT_THE_LIMIT;
    return { ...rest, id: `${id}`, file: `packages/ages/src/${file}`, line: id, mutator: "EqualityOperator" };
  });
  const verdicts = new Verdicts({ root, name: "none", mutants, isForced: true });
  for (const { id } of mutants) verdicts.set(id, { kind: "killed", by: "a.test.ts", test: "a", message: "" });
  const judge = () => report("none", mutants, { verdicts, known: [OLD_AT_THE_LIMIT], isWhole: true });

  verdicts.set("0", { kind: "survived", tests: 1 });
  expect(await printed(judge)).toEqual([expect.stringMatching(/^none: 90\.0 % killed: 9 of 10/m), true]);
  verdicts.set("1", undefined);
  expect(await printed(judge)).toEqual([expect.stringMatching(/^none: 80\.0 % killed: 8 of 10/m), false]);
});
