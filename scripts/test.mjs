/**
 * All checks, each run only where its inputs have changed since it last passed: lint, types, builds, packages,
 * tests. Ends with the tests that failed, and the count of all.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { relative, resolve } from "node:path";

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
  for (const suite of result.testResults) describeFailures(suite);
}
if (!areGreen && failed === 0) failed = 1;
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Prints what failed in a file of tests; its output above may be far away. */
function describeFailures({ name, status, message, assertionResults }) {
  const failures = assertionResults.filter((test) => test.status === "failed");
  const texts = failures.map((test) => `${test.fullName}\n${test.failureMessages.join("\n")}`);
  if (status === "failed" && failures.length === 0) texts.push(message);
  for (const text of texts) {
    const lines = text.split("\n").filter((line) => !line.includes("/node_modules/"));
    console.log(`\nFAILED ${relative(".", name)}: ${lines.join("\n")}`);
  }
}

function turbo(...tasks) {
  const flags = ["--continue", "--output-logs=new-only", "--log-order=grouped", "--concurrency=2"];
  return spawnSync("turbo", ["run", ...tasks, ...flags], { stdio: "inherit" }).status === 0;
}
