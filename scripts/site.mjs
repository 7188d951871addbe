/**
 * Installs what the documentation site needs, which has a lockfile of its own, and runs its scripts one after another: those
 * that are named, or all checks.
 */
import { spawnSync } from "node:child_process";

// No program that builds the site sends anything about it.
Object.assign(process.env, { ASTRO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" });

const named = process.argv.slice(2);

runPnpm("install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only");
for (const script of named.length > 0 ? named : ["build", "types", "test"]) runPnpm("run", script);

function runPnpm(...parameters) {
  const { status } = spawnSync("pnpm", ["--dir", "site", ...parameters], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
