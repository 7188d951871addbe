/**
 * All checks, each run only where its inputs have changed since it last passed: lint, types, builds, packages,
 * tests. Ends with the tests that failed, and the count of all. In a whole run, `npm run test:all`, the commands follow
 * that take long and rarely fail, each of which can be run alone.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync, rmSync } from "node:fs";
import { relative, resolve } from "node:path";

// Hundreds of processes load the same modules: what Node.js has compiled is kept for the next.
process.env.NODE_COMPILE_CACHE ??= resolve("node_modules/.cache/node");

const RESULTS = "{packages/*,apps/*,e2e,benchmarks}/test-results.json";

/** Scripts of package.json that need the network. No cache can keep its answers, so they are not tasks of turbo. */
const LONG = ["audit", "rehearse", "website"];

for (const file of globSync(RESULTS)) rmSync(file);
const isSound = turbo(
  "lint",
  "knip",
  "types",
  "build",
  "licences",
  "exports",
  "pack",
  "tarball",
  "publint",
  "attw",
);
const areGreen = turbo("test");
const isWhole = process.env.FAULTWIRE_TESTS === "all";
const long = isWhole ? LONG.map((name) => ({ name, ...runScript(name) })) : [];

let passed = 0;
let failed = isSound ? 0 : 1;
for (const file of globSync(RESULTS)) {
  const result = JSON.parse(readFileSync(file, "utf8"));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  for (const suite of result.testResults) describeFailures(suite);
}
if (!areGreen && failed === 0) failed = 1;
for (const { name, isGood, seconds } of long) {
  console.log(`${isGood ? "passed" : "FAILED"} pnpm ${name}, ${seconds} s`);
  if (isGood) passed += 1;
  else failed += 1;
}
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

function runScript(name) {
  const start = performance.now();
  const { status } = spawnSync("pnpm", ["--silent", "run", name], { stdio: "inherit" });
  return { isGood: status === 0, seconds: Math.round((performance.now() - start) / 1000) };
}

function turbo(...tasks) {
  const flags = ["--continue", "--output-logs=new-only", "--log-order=grouped", "--concurrency=2"];
  return spawnSync("turbo", ["run", ...tasks, ...flags], { stdio: "inherit" }).status === 0;
}
