/**
 * Installs what the documentation site needs, which has a lockfile of its own, and runs its scripts one after another:
 * `node scripts/site.mjs build test`.
 */
import { spawnSync } from "node:child_process";

// No program that builds the site sends anything about it.
Object.assign(process.env, { ASTRO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1" });

runPnpm("install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only");
for (const script of process.argv.slice(2)) runPnpm("run", script);

function runPnpm(...parameters) {
  const { status } = spawnSync("pnpm", ["--dir", "site", ...parameters], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
