import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** Folders that tests need and Git ignores. */
const BUILT = ["packages/local/runtime", "packages/local/assets"];

/**
 * Copies a project as it is now, changes that are not committed included, into a temporary folder. Dependencies are
 * links to those of the project.
 */
export function makeWorkingCopy(root: string): string {
  const copy = mkdtempSync(join(tmpdir(), "faultwire-mutation-"));
  const files = listFiles(root);
  const places = new Set([""]);
  for (const file of files.split("\0").filter((each) => each !== "" && existsSync(join(root, each)))) {
    mkdirSync(join(copy, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(copy, file), { verbatimSymlinks: true });
    if (file.endsWith("/package.json")) places.add(dirname(file));
  }
  for (const folder of BUILT) {
    if (existsSync(join(root, folder))) cpSync(join(root, folder), join(copy, folder), { recursive: true });
  }
  places.delete("");
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  for (const place of places) {
    const modules = join(place, "node_modules");
    // Links that lead to other packages of the project lead to their copies.
    if (existsSync(join(root, modules))) {
      cpSync(join(root, modules), join(copy, modules), { recursive: true, verbatimSymlinks: true });
    }
  }
  return copy;
}

function listFiles(root: string): string {
  const parameters = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  return execFileSync("git", parameters, { cwd: root, encoding: "utf8", maxBuffer: 1e8 });
}
