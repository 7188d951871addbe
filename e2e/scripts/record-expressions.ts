/** Checks every regular expression of the packages and records those that are safe, for the test of the same name. */
import { writeFileSync } from "node:fs";
import { checkSync } from "recheck";
import { findExpressions, growthOf, SAFE_FILE, splitExpression } from "../test/expressions.ts";

const safe: string[] = [];
for (const [text, files] of findExpressions()) {
  const { source, flags } = splitExpression(text);
  const checked = checkSync(source, flags, { timeout: 60_000 });
  if (checked.status === "safe") safe.push(text);
  else console.log(`${growthOf(checked)}: ${files.join(", ")}: ${text}`);
}
writeFileSync(SAFE_FILE, `${JSON.stringify(safe.sort(), undefined, 2)}\n`);
console.log(`${safe.length} are safe`);
