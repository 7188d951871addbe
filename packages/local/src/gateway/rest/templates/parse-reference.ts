import { accept, type Cursor, take } from "../java/cursor.ts";
import { checkReference } from "./check-reference.ts";
import { expect, parseExpression, skipSpace } from "./parse-expression.ts";
import { refuse } from "./refuse.ts";
import type { Expression, Reference, Step } from "./template-nodes.ts";

/** Whether a reference begins here; a dollar sign alone is text. */
export function isReference({ text, at }: Cursor): boolean {
  return /^\$!?\{?[a-zA-Z_]/.test(text.slice(at, at + 4));
}

/**
 * Parses a reference: `$x`, `$!x`, `${x.y}`, `$x.method(1)[0]`.
 *
 * @throws TypeError for a method, or a member of `$input`, `$util` and `$context`, that local does not have.
 */
export function parseReference(cursor: Cursor): Reference {
  const start = cursor.at;
  take(cursor, /\$!?/y);
  const isFormal = accept(cursor, "{");
  const variable = take(cursor, /[a-zA-Z_][\w-]*/y)?.[0] ?? "";
  const steps: Step[] = [];
  for (let step = parseStep(cursor, isFormal); step !== undefined; step = parseStep(cursor, isFormal)) {
    steps.push(step);
  }
  if (isFormal && !accept(cursor, "}")) refuse(cursor, "a } is missing; alternate values are not proven");
  const reference = { written: cursor.text.slice(start, cursor.at), variable, steps };
  checkReference({ ...cursor, at: start }, reference);
  return reference;
}

function parseStep(cursor: Cursor, isFormal: boolean): Step | undefined {
  if (accept(cursor, "[")) {
    const index = parseExpression(cursor);
    expect(cursor, "]");
    return { kind: "index", index };
  }
  const name = take(cursor, /\.([a-zA-Z_][\w-]*)/y)?.[1];
  if (name === undefined) return undefined;
  if (accept(cursor, "(")) return { kind: "method", name, arguments: parseArguments(cursor) };
  if (!isFormal && take(cursor, /(?=[ \t]+\()/y)) {
    refuse(
      cursor,
      "a space before ( is read differently from version to version; put the reference into braces",
    );
  }
  return { kind: "property", name };
}

function parseArguments(cursor: Cursor): readonly Expression[] {
  const list: Expression[] = [];
  skipSpace(cursor);
  if (accept(cursor, ")")) return list;
  do {
    list.push(parseExpression(cursor));
    skipSpace(cursor);
  } while (accept(cursor, ","));
  expect(cursor, ")");
  return list;
}
