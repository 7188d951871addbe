import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const PROJECT = join(import.meta.dirname, "../..");

/** What tests need and Git ignores. */
const BUILT = ["packages/local/runtime", "packages/local/assets"];

/**
 * Copies the project as it is now, changes that are not committed included, into a temporary folder. Dependencies are
 * links to those of the project.
 */
export function makeWorkingCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), "faultwire-mutation-"));
  const files = git("ls-files", "-z", "--cached", "--others", "--exclude-standard");
  const places = new Set([""]);
  for (const file of files.split("\0").filter((each) => each !== "" && existsSync(join(PROJECT, each)))) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    cpSync(join(PROJECT, file), join(copy, file), { verbatimSymlinks: true });
    if (file.endsWith("/package.json")) places.add(dirname(file));
  }
  for (const folder of BUILT) {
    if (existsSync(join(PROJECT, folder)))
      cpSync(join(PROJECT, folder), join(copy, folder), { recursive: true });
  }
  places.delete("");
  symlinkSync(join(PROJECT, "node_modules"), join(copy, "node_modules"));
  for (const place of places) {
    const modules = join(place, "node_modules");
    // Links that lead to other packages of the project lead to their copies.
    if (existsSync(join(PROJECT, modules))) {
      cpSync(join(PROJECT, modules), join(copy, modules), { recursive: true, verbatimSymlinks: true });
    }
  }
  return copy;
}

function git(...parameters: readonly string[]): string {
  return execFileSync("git", parameters, { cwd: PROJECT, encoding: "utf8", maxBuffer: 1e8 });
}
