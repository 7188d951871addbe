import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostics } from "recheck";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");

/** The expressions that were checked and found safe, as they are written: `/source/flags`. */
export const SAFE_FILE = join(import.meta.dirname, "safe-expressions.json");

/** Finds the regular expressions in the sources of all packages: the files of each, by the expression as it is written. */
export function findExpressions(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const file of globSync("packages/*/src/**/*.ts", { cwd: root })) {
    if (/\.test(?:-d)?\.ts$/.test(file)) continue;
    const source = ts.createSourceFile(
      file,
      readFileSync(join(root, file), "utf8"),
      ts.ScriptTarget.Latest,
      true,
    );
    visit(source, (text) => found.set(text, [...(found.get(text) ?? []), file]));
  }
  return found;
}

/** Splits an expression as it is written. */
export function splitExpression(text: string): { readonly source: string; readonly flags: string } {
  const end = text.lastIndexOf("/");
  return { source: text.slice(1, end), flags: text.slice(end + 1) };
}

/** Describes how the time of an expression grows with its input. */
export function growthOf(checked: Diagnostics): string {
  return checked.status === "vulnerable" ? checked.complexity.summary : "not decided";
}

function visit(node: ts.Node, onExpression: (text: string) => void): void {
  if (ts.isRegularExpressionLiteral(node)) onExpression(node.text);
  ts.forEachChild(node, (child) => visit(child, onExpression));
}
