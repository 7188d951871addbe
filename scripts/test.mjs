/**
 * All checks, each run only where its inputs have changed since it last passed: lint, types, builds, packages,
 * tests. Ends with the count of the tests.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { resolve } from "node:path";

// Hundreds of processes load the same modules: what Node.js has compiled is kept for the next.
process.env.NODE_COMPILE_CACHE ??= resolve("node_modules/.cache/node");

const RESULTS = "{packages/*,apps/*,e2e,benchmarks}/test-results.json";

for (const file of globSync(RESULTS)) rmSync(file);
const isSound = turbo("lint", "types", "build", "pack");
const areGreen = turbo("test");

let passed = 0;
let failed = isSound ? 0 : 1;
for (const file of globSync(RESULTS)) {
  const result = JSON.parse(readFileSync(file, "utf8"));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
}
if (!areGreen && failed === 0) failed = 1;
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function turbo(...tasks) {
  const flags = ["--continue", "--output-logs=new-only", "--log-order=grouped", "--concurrency=2"];
  return spawnSync("turbo", ["run", ...tasks, ...flags], { stdio: "inherit" }).status === 0;
}
