#!/usr/bin/env node
/**
 * Runs one of the project's scripts on a machine that has Node.js 20 or newer and npm, and nothing else: installs
 * what the lockfile names (pnpm and the Node.js that the project is written for among it), once, and hands over.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = join(root, "node_modules", ".bin");
const marker = join(root, "node_modules", ".faultwire-installed");

install();
process.exitCode = run(join(bin, "pnpm"), ["--silent", "run", ...process.argv.slice(2)]);

function install() {
  const lockfile = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex");
  if (existsSync(marker) && readFileSync(marker, "utf8") === lockfile) return;
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  console.log(`Installing with ${packageManager}; this happens once.`);
  const code = run("npx", [
    "--yes",
    packageManager,
    "install",
    "--frozen-lockfile",
    "--reporter=append-only",
  ]);
  if (code !== 0) {
    console.error("Installing failed, see above. It needs npm and a package registry that npm reaches.");
    process.exit(code);
  }
  writeFileSync(marker, lockfile);
}

function run(command, parameters) {
  const { status, error } = spawnSync(command, parameters, {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
    env: {
      ...process.env,
      PATH: bin + delimiter + process.env.PATH,
      TURBO_TELEMETRY_DISABLED: "1",
      DO_NOT_TRACK: "1",
    },
  });
  if (error) console.error(`${command}: ${error.message}`);
  return status ?? 1;
}
