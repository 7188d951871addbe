/** Runs each pair of versions of a catalog on local, and writes what was caught into docs/evolution.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCases } from "../test/evolution/run-cases.ts";
import { writePage } from "../test/evolution/write-page.ts";

const PAGE = join(import.meta.dirname, "../../../docs/evolution.md");

const runs = await runCases();
writeFileSync(PAGE, writePage(readFileSync(PAGE, "utf8"), runs));
console.log(`${runs.length} changes are written`);
