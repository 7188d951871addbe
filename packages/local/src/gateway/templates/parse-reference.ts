import { accept, type Cursor, take } from "../java/cursor.ts";
import { isMethod } from "./methods.ts";
import { expect, parseExpression, skipSpace } from "./parse-expression.ts";
import { refuse } from "./refuse.ts";
import { CONTEXT } from "./template-context.ts";
import type { Expression, Reference, Step } from "./template-nodes.ts";
import { MEMBERS } from "./template-variables.ts";

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
  checkNames({ ...cursor, at: start }, variable, steps);
  return { written: cursor.text.slice(start, cursor.at), variable, steps };
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

/** What nobody knows would be written out as nothing, or as it stands: it is refused instead. */
function checkNames(cursor: Cursor, variable: string, steps: readonly Step[]): void {
  const members = MEMBERS[variable];
  const [first] = steps;
  if (variable.includes("-")) refuseHyphen(cursor, variable);
  if (
    members !== undefined &&
    (first === undefined || first.kind === "index" || members[first.name] !== first.kind)
  ) {
    refuse(cursor, `$${variable} has ${Object.keys(members).join(", ")} here`);
  }
  for (const [index, step] of steps.entries()) {
    if (members !== undefined && index === 0) continue;
    if (step.kind === "method" && !isMethod(step.name)) {
      refuse(cursor, `the method ${step.name} is not proven to do here what it does in API Gateway`);
    }
    // Velocity 1.7 takes hyphens into a name, and header names in API Gateway depend on it.
    const owner = steps[index - 1];
    const isHeader = owner?.kind === "property" && owner.name === "header";
    if (step.kind === "property" && step.name.includes("-") && !isHeader) refuseHyphen(cursor, step.name);
    if (step.kind === "property" && step.name === "class") refuse(cursor, "a class is not shown");
  }
  if (variable === "context" && !(first?.kind === "property" && CONTEXT.includes(first.name))) {
    refuse(cursor, `$context has ${CONTEXT.join(", ")} here`);
  }
}

function refuseHyphen(cursor: Cursor, name: string): never {
  const [bare = ""] = name.split("-", 1);
  refuse(
    cursor,
    `versions differ on whether the hyphen belongs to ${name}; put ${bare} into braces, or write ["${name}"]`,
  );
}
