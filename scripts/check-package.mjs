/**
 * Packs the package in the working directory as it would be published, and checks what came out: its licence, and the
 * rest with publint and arethetypeswrong.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "faultwire-pack-"));
try {
  run("pnpm", "pack", "--pack-destination", folder);
  const [tarball] = globSync(join(folder, "*.tgz"));
  run("tar", "-tzf", tarball, "package/LICENSE");
  run("publint", "run", "--strict", tarball);
  run("attw", tarball, "--profile", "node16");
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command, ...parameters) {
  const { status, stdout, stderr } = spawnSync(command, parameters, { encoding: "utf8" });
  if (status === 0) return;
  console.error(`${command} ${parameters.join(" ")}\n${stdout}${stderr}`);
  process.exitCode = 1;
}
