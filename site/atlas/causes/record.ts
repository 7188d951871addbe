import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { entries } from "../entries.ts";
import { localBytes, localWires } from "../local-bytes.ts";
import { repository } from "../read-cases.ts";
import { causeOf } from "./cause-of.ts";
import { runCause } from "./run-cause.ts";
import { runOnWires, WIRES_PROGRAMS, type WireBytes } from "./wires-program.ts";

/*
 * Runs the programs of the pages whose paths contain one of the arguments, or all of them, and writes the bytes that they
 * got into local-bytes.json and local-wires.json. Prints each program that did not print what its page shows.
 */

const names = process.argv.slice(2);
const bytes: Record<string, string | undefined> = {};
const wires: Record<string, readonly WireBytes[] | undefined> = {};
for (const entry of entries) {
  const cause = causeOf(entry);
  if ("reason" in cause) continue;
  bytes[entry.slug] = localBytes[entry.slug];
  wires[entry.slug] = localWires[entry.slug];
  if (names.length > 0 && !names.some((name) => entry.slug.includes(name))) continue;
  const { printed, bytes: made } = await runCause(cause, join(repository, "e2e/.cache/atlas", entry.slug));
  if (!printed.endsWith(cause.prints)) console.log(`${entry.slug}: ${printed}, not ${cause.prints}`);
  bytes[entry.slug] = made;
  const program = WIRES_PROGRAMS[entry.name];
  if (program)
    wires[entry.slug] = await runOnWires(program, join(repository, "e2e/.cache/atlas-wires", entry.slug));
}
write("local-bytes.json", bytes);
write("local-wires.json", wires);

function write(name: string, value: unknown): void {
  writeFileSync(join(import.meta.dirname, "..", name), `${JSON.stringify(value, undefined, 2)}\n`);
}
