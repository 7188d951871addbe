import { accept, type Cursor, startsWith, take } from "../java/cursor.ts";
import { parseReference } from "./parse-reference.ts";
import { parseNodes } from "./parse-template.ts";
import { refuse } from "./refuse.ts";
import type { Expression, Operator } from "./template-nodes.ts";

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
 * Parses an expression of Velocity's.
 *
 * @throws TypeError for one that is none, or none that is proven.
 */
export function parseExpression(cursor: Cursor, level = 0): Expression {
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

export function skipSpace(cursor: Cursor): void {
  take(cursor, /\s*/y);
}

function parseOperand(cursor: Cursor): Expression {
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
    refuse(cursor, "no value that local can read stands here; numbers are whole, texts in quotes");
  }
  return { kind: "literal", value: word[1] === undefined ? Number(word[0]) : word[1] === "true" };
}

/** In double quotes references are replaced; neither kind of text has escapes. */
function parseText(cursor: Cursor): Expression {
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
  return { kind: "interpolated", body: parseNodes({ text, at: 0 }) };
}

function parseList(cursor: Cursor): Expression {
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

function parseMap(cursor: Cursor): Expression {
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

export function expect(cursor: Cursor, wanted: string): void {
  skipSpace(cursor);
  if (!accept(cursor, wanted)) refuse(cursor, `a ${wanted} is missing`);
}
