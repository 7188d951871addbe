import { accept, type Cursor, startsWith, take } from "../java-regex/cursor.ts";
import { refuse } from "./refuse.ts";
import { expect, skipSpace, type TemplateCursor } from "./template-cursor.ts";
import type { Expression, Operator, Reference, Step } from "./template-nodes.ts";

/** Operators from the loosest to the tightest, with Velocity's words for them. */
const LEVELS: readonly (readonly (readonly [RegExp, Operator])[])[] = [
  [[/\|\||or\b/y, "||"]],
  [[/&&|and\b/y, "&&"]],
  [
    [/==|eq\b/y, "=="],
    [/!=|ne\b/y, "!="],
  ],
  [
    [/<=|le\b/y, "<="],
    [/<|lt\b/y, "<"],
    [/>=|ge\b/y, ">="],
    [/>|gt\b/y, ">"],
  ],
  [
    [/\+/y, "+"],
    [/-(?!\d)/y, "-"],
  ],
  [
    [/\*/y, "*"],
    [/\//y, "/"],
    [/%/y, "%"],
  ],
];

/**
 * Parses a Velocity expression.
 *
 * @throws TypeError for an expression that cannot be read or is not proven.
 */
export function parseExpression(cursor: TemplateCursor, level = 0): Expression {
  const operators = LEVELS[level];
  if (operators === undefined) return parseOperand(cursor);
  let left = parseExpression(cursor, level + 1);
  for (;;) {
    skipSpace(cursor);
    const operator = operators.find(([words]) => take(cursor, words) !== undefined)?.[1];
    if (operator === undefined) return left;
    left = { kind: "binary", operator, left, right: parseExpression(cursor, level + 1) };
  }
}

function parseOperand(cursor: TemplateCursor): Expression {
  skipSpace(cursor);
  if (take(cursor, /!(?!=)|not\b/y)) return { kind: "not", operand: parseOperand(cursor) };
  if (accept(cursor, "(")) {
    const inner = parseExpression(cursor);
    expect(cursor, ")");
    return inner;
  }
  if (startsWith(cursor, "$")) return { kind: "reference", reference: parseReference(cursor) };
  if (startsWith(cursor, '"') || startsWith(cursor, "'")) return parseText(cursor);
  if (accept(cursor, "[")) return parseList(cursor);
  if (accept(cursor, "{")) return parseMap(cursor);
  const word = take(cursor, /(true|false)\b|-?\d+(?!\w|\.(?!\.))/y);
  if (word === undefined) {
    refuse(cursor, "local cannot read a value here; numbers are whole, texts in quotes");
  }
  return { kind: "literal", value: word[1] === undefined ? Number(word[0]) : word[1] === "true" };
}

/** In double quotes references are replaced; neither kind of text has escapes. */
function parseText(cursor: TemplateCursor): Expression {
  const start = cursor.at;
  const [, double, simple] = take(cursor, /"([^"]*)"(?!")|'([^']*)'(?!')/y) ?? [];
  const text = double ?? simple;
  if (text === undefined)
    refuse(cursor, "the text does not end, or has doubled quotes; put a quote into a variable");
  if (text.endsWith("\\") || (double !== undefined && /#[[{*#a-z]/i.test(double))) {
    refuse(
      { ...cursor, at: start },
      "a backslash at its end, or a directive inside a text, is read differently from version to version",
    );
  }
  if (double === undefined || !double.includes("$")) return { kind: "literal", value: text };
  return { kind: "interpolated", body: cursor.parseInner(text) };
}

function parseList(cursor: TemplateCursor): Expression {
  skipSpace(cursor);
  if (accept(cursor, "]")) return { kind: "list", items: [] };
  const first = parseExpression(cursor);
  skipSpace(cursor);
  if (accept(cursor, "..")) {
    const last = parseExpression(cursor);
    expect(cursor, "]");
    return { kind: "range", first, last };
  }
  const items = [first];
  while (accept(cursor, ",")) {
    items.push(parseExpression(cursor));
    skipSpace(cursor);
  }
  expect(cursor, "]");
  return { kind: "list", items };
}

function parseMap(cursor: TemplateCursor): Expression {
  const entries: (readonly [Expression, Expression])[] = [];
  skipSpace(cursor);
  if (accept(cursor, "}")) return { kind: "map", entries };
  do {
    const key = parseExpression(cursor);
    expect(cursor, ":");
    entries.push([key, parseExpression(cursor)]);
    skipSpace(cursor);
  } while (accept(cursor, ","));
  expect(cursor, "}");
  return { kind: "map", entries };
}

/** Whether a reference begins here; a dollar sign alone is text. */
export function isReference({ text, at }: Cursor): boolean {
  return /^\$!?\{?[a-zA-Z_]/.test(text.slice(at, at + 4));
}

/**
 * Parses a reference: `$x`, `$!x`, `${x.y}`, `$x.method(1)[0]`.
 *
 * @throws TypeError for a method, or a member of `$input`, `$util` and `$context`, that local does not have.
 */
export function parseReference(cursor: TemplateCursor): Reference {
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
  cursor.variables.check({ ...cursor, at: start }, reference);
  return reference;
}

function parseStep(cursor: TemplateCursor, isFormal: boolean): Step | undefined {
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

function parseArguments(cursor: TemplateCursor): readonly Expression[] {
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
