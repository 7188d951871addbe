import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const types = dirname(createRequire(import.meta.url).resolve("@types/aws-lambda/package.json"));
const covered = readFileSync(join(import.meta.dirname, "../src/aws-handlers.test-d.ts"), "utf8");

test("every handler type of @types/aws-lambda is in the type test of the wrappers", () => {
  const names = globSync("**/*.d.ts", { cwd: types })
    .flatMap((file) => [...readFileSync(join(types, file), "utf8").matchAll(/export type (\w*Handler)\b/g)])
    .map(([, name]) => name);
  expect(names.length).toBeGreaterThan(70);
  expect(names.filter((name) => !new RegExp(`aws\\.${name}\\b`).test(covered))).toEqual([]);
});
