import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ExecutionRow } from "./entry.ts";
import { repository } from "./read-cases.ts";

const ROW = /^\| ([^|]+?) +\| ([^|]+?) +\| (none|started|finished|unknown) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm;

/** The rows of the table in docs/execution.md. */
const executionRows: readonly ExecutionRow[] = [
  ...readFileSync(join(repository, "docs/execution.md"), "utf8").matchAll(ROW),
].map(([, what = "", name = "", execution = "", why = "", source = ""]) => ({
  ...{ what, name: name.replaceAll("`", ""), execution, why, source },
}));

/** Returns the rows of one kind whose name fits. */
export function rowsOf(what: string, fits: (name: string) => boolean): readonly ExecutionRow[] {
  return executionRows.filter((row) => row.what === what && fits(row.name));
}
