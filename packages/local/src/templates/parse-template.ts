import { startsWith, take } from "../java-regex/cursor.ts";
import { isReference, parseExpression, parseReference } from "./parse-expression.ts";
import { refuse } from "./refuse.ts";
import { expect, skipSpace, type TemplateCursor, type TemplateVariables } from "./template-cursor.ts";
import type { Branch, Expression, Node, Reference } from "./template-nodes.ts";

const DIRECTIVE =
  /#(?:\{(set|if|elseif|else|end|foreach|break|define)\}|(set|if|elseif|else|end|foreach|break|define)(?![\w-]))/y;
/** The places that give a variable its value. */
const DEFINITIONS = /#\{?(?:set|foreach|define)\}?\s*\(\s*\$!?\{?([a-zA-Z_][\w-]*)/g;
/** Directives that Velocity has and local has not, and macros. Any other word after a # is text. */
const FOREIGN = /#\{?(?:stop|macro|evaluate|include|parse)(?!\w)|#[@[]|##|#\w+\(|#(?:else|end|break)-/y;

/**
 * Parses a mapping template, in Apache Velocity's language as API Gateway uses it.
 *
 * @throws TypeError with the line, for a text that is not a template, and for anything that is not proven to be the same
 * in API Gateway.
 * @see https://velocity.apache.org/engine/1.7/user-guide.html
 */
export function parseTemplate(text: string, variables: TemplateVariables): readonly Node[] {
  const names = new Set([...variables.names, ...definedIn(text)]);
  const known = { ...variables, names };
  const cursor = {
    text,
    at: 0,
    variables: known,
    parseInner: (inner: string) => parseText(inner, known),
  };
  const nodes = parseBody(cursor);
  if (cursor.at < cursor.text.length) refuse(cursor, "there is no #if or #foreach that it could belong to");
  return nodes;
}

/** Parses the template inside a text in double quotes. It keeps a $ at its end, which a template may lose. */
function parseText(text: string, variables: TemplateVariables): readonly Node[] {
  if (!/(?:^|[^\\$#!])\$$/.test(text)) return parseTemplate(text, variables);
  return [...parseTemplate(text.slice(0, -1), variables), { kind: "text", text: "$" }];
}

function definedIn(text: string): readonly string[] {
  const names = Array.from(text.matchAll(DEFINITIONS), ([, name = ""]) => name);
  return /#\{?foreach/.test(text) ? [...names, "foreach"] : names;
}

/** Parses up to an `#elseif`, `#else` or `#end`, or to the end. */
function parseBody(cursor: TemplateCursor): readonly Node[] {
  const nodes: Node[] = [];
  while (cursor.at < cursor.text.length) {
    const before = nodes.at(-1);
    const node = parseNode(cursor, before);
    if (node === "end of body") break;
    // A #set that ends its line takes the white space before it along.
    if (node?.kind === "set" && before?.kind === "text" && cursor.text[cursor.at - 1] === "\n") {
      nodes.splice(-1, 1, { kind: "text", text: before.text.replace(/[ \t]+$/, "") });
    }
    if (node !== undefined) nodes.push(node);
  }
  return nodes;
}

function parseNode(cursor: TemplateCursor, before: Node | undefined): Node | "end of body" | undefined {
  if (take(cursor, /##(?!\*)[^\n]*\n?|#\*[\s\S]*?\*#/y)) return undefined;
  if (cursor.text[cursor.at] === "#") return parseDirective(cursor);
  if (isReference(cursor)) return { kind: "reference", reference: parseWritten(cursor) };
  if (take(cursor, /(?=\\+[$#])/y)) {
    refuse(cursor, "a backslash before $ or # depends on what is defined; put the character into a variable");
  }
  if (take(cursor, /(?=\$\s*(?:#|$))/y))
    refuse(cursor, "Velocity 1.7 loses a $ there; put it into a variable");
  const isLineStart = cursor.at === 0 || cursor.text[cursor.at - 1] === "\n";
  if (take(cursor, /(?=[ \t]+#\{?set\b)/y) && !isLineStart && before?.kind !== "text") {
    refuse(cursor, "versions differ on the white space before this #set; put it on a line of its own");
  }
  return { kind: "text", text: take(cursor, /\$|\n|[^$#\\\n]+|[\s\S]/y)?.[0] ?? "" };
}

function parseWritten(cursor: TemplateCursor): Reference {
  const start = cursor.at;
  const reference = parseReference(cursor);
  if (!cursor.variables.names.has(reference.variable)) {
    refuse(
      { ...cursor, at: start },
      `local does not have the variable ${reference.variable}, and nothing sets it`,
    );
  }
  if (startsWith(cursor, "##")) refuse(cursor, "Velocity 1.7 sees no comment right after a reference");
  return reference;
}

function parseDirective(cursor: TemplateCursor): Node | "end of body" {
  const start = cursor.at;
  switch (takeDirective(cursor)) {
    case undefined:
      if (take(cursor, FOREIGN)) refuse({ ...cursor, at: start }, "local does not have this directive");
      if (take(cursor, /#\s*(?:#|$)/y)) refuse({ ...cursor, at: start }, "Velocity 1.7 loses a # there");
      cursor.at += 1;
      return { kind: "text", text: "#" };
    case "set":
      return parseSet(cursor);
    case "if":
      return parseIf(cursor);
    case "foreach":
      return parseForeach(cursor);
    case "define":
      return parseDefine(cursor);
    case "break":
      return { kind: "break" };
    default:
      cursor.at = start;
      return "end of body";
  }
}

function takeDirective(cursor: TemplateCursor): string | undefined {
  const match = take(cursor, DIRECTIVE);
  return match?.[1] ?? match?.[2];
}

function parseSet(cursor: TemplateCursor): Node {
  expect(cursor, "(");
  skipSpace(cursor);
  if (!isReference(cursor)) refuse(cursor, "#set has a reference on its left");
  const target = parseReference(cursor);
  if (target.steps.at(-1)?.kind === "method" || cursor.variables.isReadOnly(target.variable)) {
    refuse(cursor, `${target.written} cannot be set`);
  }
  expect(cursor, "=");
  const value = parseExpression(cursor);
  expect(cursor, ")");
  skipLineEnd(cursor);
  return { kind: "set", target, value };
}

function parseIf(cursor: TemplateCursor): Node {
  const start = cursor.at;
  const branches: Branch[] = [];
  let name = "if";
  while (name !== "end") {
    const condition = name === "else" ? undefined : parseCondition(cursor);
    skipLineEnd(cursor);
    const body = parseBody(cursor);
    branches.push(condition === undefined ? { body } : { condition, body });
    const next = takeDirective(cursor);
    if (next === undefined || (name === "else" && next !== "end")) {
      refuse({ ...cursor, at: start }, "an #end is missing");
    }
    name = next;
  }
  skipLineEnd(cursor);
  return { kind: "if", branches };
}

function parseDefine(cursor: TemplateCursor): Node {
  const start = cursor.at;
  expect(cursor, "(");
  skipSpace(cursor);
  const variable = take(cursor, /\$!?\{?([a-zA-Z_]\w*)\}?/y)?.[1];
  if (variable === undefined || cursor.variables.isReadOnly(variable))
    refuse(cursor, "#define is written ($name)");
  expect(cursor, ")");
  skipLineEnd(cursor);
  const body = parseBody(cursor);
  if (takeDirective(cursor) !== "end") refuse({ ...cursor, at: start }, "an #end is missing");
  skipLineEnd(cursor);
  return { kind: "define", variable, body };
}

function parseCondition(cursor: TemplateCursor): Expression {
  expect(cursor, "(");
  const condition = parseExpression(cursor);
  expect(cursor, ")");
  return condition;
}

function parseForeach(cursor: TemplateCursor): Node {
  const start = cursor.at;
  expect(cursor, "(");
  skipSpace(cursor);
  const variable = take(cursor, /\$!?\{?([a-zA-Z_]\w*)\}?\s+in\b/y)?.[1];
  if (variable === undefined) refuse(cursor, "#foreach is written ($item in $list)");
  skipSpace(cursor);
  if (!take(cursor, /(?=[$[{])/y)) refuse(cursor, "#foreach goes through a reference, a list or a map");
  const over = parseExpression(cursor);
  if (over.kind === "binary") refuse(cursor, "#foreach goes through a reference, a list or a map");
  expect(cursor, ")");
  skipLineEnd(cursor);
  const body = parseBody(cursor);
  if (takeDirective(cursor) !== "end") refuse({ ...cursor, at: start }, "an #end is missing");
  skipLineEnd(cursor);
  return { kind: "foreach", variable, over, body };
}

/** A directive that ends its line takes the end of the line with it, as in Velocity 1.7. */
function skipLineEnd(cursor: TemplateCursor): void {
  take(cursor, /[ \t]*\r?\n/y);
}
