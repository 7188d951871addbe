/**
 * Checks every regular expression of the packages that is not recorded yet, and records those that are safe, for the
 * test of the same name. Run it after a change of an expression: the test gives a check less time.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { checkSync } from "recheck";
import { findExpressions, growthOf, SAFE_FILE, splitExpression } from "../test/expressions.ts";

// The file is a list of texts, which this program wrote.
const recorded = new Set(JSON.parse(readFileSync(SAFE_FILE, "utf8")) as string[]);
const found = findExpressions();
const safe = [...found.keys()].filter((text) => recorded.has(text));
for (const [text, files] of found) {
  if (recorded.has(text)) continue;
  const { source, flags } = splitExpression(text);
  const checked = checkSync(source, flags, { timeout: 60_000 });
  if (checked.status === "safe") safe.push(text);
  else console.log(`${growthOf(checked)}: ${files.join(", ")}: ${text}`);
}
writeFileSync(SAFE_FILE, `${JSON.stringify(safe.sort(), undefined, 2)}\n`);
console.log(`${safe.length} are safe`);
