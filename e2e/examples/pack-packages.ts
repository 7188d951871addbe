import { execFileSync } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { readManifest, repository } from "./example.ts";

/** The paths of the packed packages, by name. */
export type Tarballs = Readonly<Record<string, string>>;

/** Packs all packages, which are built, as they would be published. */
export function packPackages(destination: string): Tarballs {
  const directories = globSync("packages/*", { cwd: repository }).map((path) => join(repository, path));
  return Object.fromEntries(
    directories.map((cwd) => {
      execFileSync("pnpm", ["pack", "--pack-destination", destination], { cwd, stdio: "pipe" });
      const { name, version } = readManifest(cwd);
      return [name, join(destination, `${name.replace("@", "").replace("/", "-")}-${version}.tgz`)] as const;
    }),
  );
}
