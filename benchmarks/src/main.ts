import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeBlocks } from "./report/page.ts";
import { tables } from "./tables.ts";

/*
 * Measures all tables of docs/performance.md and writes them into it. `--only NAME` measures one table and prints it;
 * with `--write`, a counted one is written, too.
 */

const PAGE = join(import.meta.dirname, "../../docs/performance.md");
const { only, write } = parseArgs({
  options: { only: { type: "string" }, write: { type: "boolean", default: false } },
}).values;
const chosen = only === undefined ? tables : tables.filter(({ name }) => name === only);
if (chosen.length === 0)
  throw new Error(`--only ${only} is not a table: use one of ${tables.map(({ name }) => name).join(", ")}`);
if (only !== undefined && write && !chosen.every(({ isCounted }) => isCounted))
  throw new Error("--write is for counted tables: times on the page are of one run. Run all tables");

const contents: Record<string, string> = {};
for (const { name, measure } of chosen) {
  contents[name] = await measure();
  console.log(`\n${name}\n\n${contents[name]}`);
}
if (only === undefined) contents.run = runText();
if (only === undefined || write) writeFileSync(PAGE, writeBlocks(readFileSync(PAGE, "utf8"), contents));

function runText(): string {
  const [date] = new Date().toISOString().split("T");
  return `Run of ${date}: Node.js ${process.version.slice(1)}, ${process.arch}, ${cpus().length} cores.`;
}
