import { cpSync, existsSync, globSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./run.ts";

/** Built files that are in tarballs. */
const BUILT = "packages/*/{dist,runtime,assets}";

/** Copies what git knows of the repository, with the builds of its packages, and without anything installed. */
export async function copyRepository(root: string, copy: string): Promise<void> {
  const listed = await run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  const built = globSync(BUILT, { cwd: root });
  for (const path of [...listed.split("\0"), ...built]) {
    // Git lists also what was deleted since the last commit.
    if (path === "" || !existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
}
