import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { repository } from "./documents.ts";

/** Writes the pages of the error atlas, in a process that takes the packages from their sources. */
export function runAtlas(): void {
  const main = join(repository, "site/atlas/main.ts");
  execFileSync(process.execPath, ["--conditions=@faultwire/source", "--no-warnings", main], {
    stdio: "inherit",
  });
}
