import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const calls = process.env.FAULTWIRE_TESTS === "all" ? 2000 : 600;

test("in hundreds of calls every caller gets a value or a typed fault that is true, nothing is lost and nothing is left", () => {
  const program = `${import.meta.dirname}/../dist/scenario/main.js`;
  const parameters = ["--expose-gc", program, "--calls", String(calls), "--seed", "14"];
  const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(`Repeat with: npm run storm -- --calls ${calls} --seed 14\n`);
  expect(stdout).toMatch(new RegExp(`\n${calls} calls in \\d+ s: 0 broke an invariant, 0 leaks\\.\n$`));
}, 300_000);
