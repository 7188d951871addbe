import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { entries } from "../entries.ts";
import { localBytes } from "../local-bytes.ts";
import { repository } from "../read-cases.ts";
import { causeOf } from "./cause-of.ts";
import { runCause } from "./run-cause.ts";

/*
 * Runs the programs of the pages whose paths contain one of the arguments, or all of them, and writes the bytes that they
 * got into local-bytes.json. Prints each program that did not print what its page shows.
 */

const names = process.argv.slice(2);
const bytes: Record<string, string | undefined> = {};
for (const entry of entries) {
  const cause = causeOf(entry);
  if ("reason" in cause) continue;
  bytes[entry.slug] = localBytes[entry.slug];
  if (names.length > 0 && !names.some((name) => entry.slug.includes(name))) continue;
  const { printed, bytes: made } = await runCause(cause, join(repository, "e2e/.cache/atlas", entry.slug));
  if (!printed.endsWith(cause.prints)) console.log(`${entry.slug}: ${printed}, not ${cause.prints}`);
  bytes[entry.slug] = made;
}
writeFileSync(join(import.meta.dirname, "../local-bytes.json"), `${JSON.stringify(bytes, undefined, 2)}\n`);
