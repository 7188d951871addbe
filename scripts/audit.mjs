/**
 * Asks the registry for known weaknesses of everything in the lockfile, with `pnpm audit`. One that does not concern
 * anybody is listed in `auditConfig.ignoreGhsas` of pnpm-workspace.yaml, with its reason. Without a network, or with a
 * registry that knows no advisories, the check is skipped.
 */
import { spawnSync } from "node:child_process";

const { status, stdout, stderr } = spawnSync("pnpm", ["audit"], { encoding: "utf8" });
const [problem] = /ERR_PNPM_\w+/.exec(stdout + stderr) ?? [];
if (problem === undefined) {
  console.log(stdout + stderr);
  process.exitCode = status ?? 1;
} else {
  console.log(`The audit is skipped: the registry does not answer (${problem}).`);
}
