import type ts from "typescript";
import type { SourceProject } from "../program/project.ts";
import { unwrap, wrapped } from "../program/syntax.ts";

/** The place where a promise, or what an iteration throws, is noticed. */
export interface Settlement {
  /** `here`: at this node. `returned`: with the result of the function around. `dropped`: nowhere. */
  readonly kind: "here" | "returned" | "dropped";
  readonly at: ts.Node;
  /** The functions of `.catch()` on the way. */
  readonly handlers: readonly ts.Expression[];
}

const DEPTH = 8;

interface Follow {
  readonly handlers: readonly ts.Expression[];
  readonly depth: number;
}

/** Finds the places where the rejection of an expression is noticed. */
export function settlementsOf(project: SourceProject, expression: ts.Node): readonly Settlement[] {
  return follow(project, expression, { handlers: [], depth: 0 });
}

function follow(project: SourceProject, expression: ts.Node, from: Follow): readonly Settlement[] {
  const node = wrapped(project, expression);
  const { handlers } = from;
  const kind = from.depth > DEPTH ? "here" : kindAt(project, node);
  return kind === undefined ? followOn(project, node, from) : [{ kind, at: node, handlers }];
}

/** Decides what becomes of a promise at its place, where that is certain. */
function kindAt(project: SourceProject, node: ts.Node): Settlement["kind"] | undefined {
  const { ts } = project;
  const { parent } = node;
  if (ts.isAwaitExpression(parent) || ts.isForOfStatement(parent)) return "here";
  if (ts.isReturnStatement(parent)) return "returned";
  if (ts.isArrowFunction(parent) && parent.body === node) return "returned";
  if (ts.isExpressionStatement(parent) || ts.isVoidExpression(parent)) return "dropped";
  return !ts.isVariableDeclaration(parent) && isGenerator(project, node) ? "here" : undefined;
}

function followOn(project: SourceProject, node: ts.Node, from: Follow): readonly Settlement[] {
  const { ts } = project;
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return ofMethod(project, parent, from);
  if (ts.isCallExpression(parent) && parent.arguments.some((each) => each === node))
    return ofCall(project, parent, from);
  if (isPartOf(ts, parent, node)) return follow(project, parent, { ...from, depth: from.depth + 1 });
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name))
    return ofVariable(project, parent.name, from);
  if (isAssignment(ts, parent, node)) return ofVariable(project, parent.left, from);
  return [{ kind: "here", at: node, handlers: from.handlers }];
}

/** Whether a call returns a promise. */
export function isPromised({ checker, ts }: SourceProject, node: ts.Node): boolean {
  return (
    ts.isCallExpression(node) &&
    checker.getPropertyOfType(checker.getTypeAtLocation(node), "then") !== undefined
  );
}

/** Whether a value is iterated at once where it is used, unlike a promise. */
function isGenerator({ checker }: SourceProject, node: ts.Node): boolean {
  return checker.getTypeAtLocation(node).getSymbol()?.name === "Generator";
}

function isAssignment(
  typescript: typeof ts,
  parent: ts.Node,
  node: ts.Node,
): parent is ts.BinaryExpression & { readonly left: ts.Identifier } {
  return (
    typescript.isBinaryExpression(parent) &&
    parent.operatorToken.kind === typescript.SyntaxKind.EqualsToken &&
    parent.right === node &&
    typescript.isIdentifier(parent.left)
  );
}

/** Whether a value is one of those that its parent evaluates to, or holds. */
function isPartOf(typescript: typeof ts, parent: ts.Node, node: ts.Node): boolean {
  if (typescript.isConditionalExpression(parent)) return parent.condition !== node;
  if (typescript.isBinaryExpression(parent)) return isChoice(typescript, parent);
  return (
    typescript.isArrayLiteralExpression(parent) ||
    typescript.isSpreadElement(parent) ||
    typescript.isPropertyAssignment(parent) ||
    typescript.isObjectLiteralExpression(parent)
  );
}

function isChoice({ SyntaxKind }: typeof ts, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return [
    SyntaxKind.BarBarToken,
    SyntaxKind.QuestionQuestionToken,
    SyntaxKind.AmpersandAmpersandToken,
    SyntaxKind.CommaToken,
  ].includes(kind);
}

/** `.then()`, `.catch()` and `.finally()` of a promise; other members of it throw where they are. */
function ofMethod(
  project: SourceProject,
  access: ts.PropertyAccessExpression,
  from: Follow,
): readonly Settlement[] {
  const { ts } = project;
  const call = access.parent;
  const { handlers } = from;
  const name = access.name.text;
  if (!ts.isCallExpression(call) || call.expression !== access)
    return [{ kind: "here", at: access, handlers }];
  const handler = name === "catch" ? call.arguments[0] : name === "then" ? call.arguments[1] : undefined;
  const isEmpty = handler === undefined || unwrap(project, handler).getText() === "undefined";
  return follow(project, call, {
    handlers: isEmpty ? handlers : [...handlers, handler],
    depth: from.depth + 1,
  });
}

/** A call that is given a promise: `Promise.all` and the like settle with it. */
function ofCall(project: SourceProject, call: ts.CallExpression, from: Follow): readonly Settlement[] {
  const { ts } = project;
  const callee = call.expression;
  const isPromise = ts.isPropertyAccessExpression(callee) && callee.expression.getText() === "Promise";
  // Neither rejects with what its promises reject with.
  if (isPromise && /^(?:allSettled|any)$/.test(callee.name.text))
    return [{ kind: "dropped", at: call, handlers: from.handlers }];
  const next = { ...from, depth: from.depth + 1 };
  // A list of promises is awaited somewhere else.
  if (isStored(ts, callee)) return ofVariable(project, callee.expression, next);
  const found = follow(project, call, next);
  // A function that is given a promise may keep it, and reject with it later.
  const isKept = !isPromise && found.every(({ kind }) => kind === "dropped");
  return isKept ? [{ kind: "here", at: call, handlers: from.handlers }] : found;
}

function isStored(
  typescript: typeof ts,
  callee: ts.Expression,
): callee is ts.PropertyAccessExpression & { readonly expression: ts.Identifier } {
  return (
    typescript.isPropertyAccessExpression(callee) &&
    /^(?:push|unshift|add|set)$/.test(callee.name.text) &&
    typescript.isIdentifier(callee.expression)
  );
}

function ofVariable(project: SourceProject, name: ts.Identifier, from: Follow): readonly Settlement[] {
  const { ts, checker } = project;
  const symbol = checker.getSymbolAtLocation(name);
  const found: Settlement[] = [];
  const visit = (node: ts.Node): void => {
    const isUse =
      ts.isIdentifier(node) &&
      node !== name &&
      checker.getSymbolAtLocation(node) === symbol &&
      !isTarget(ts, node);
    if (isUse) found.push(...follow(project, node, { ...from, depth: from.depth + 1 }));
    ts.forEachChild(node, visit);
  };
  visit(scopeOf(project, name));
  return found.length > 0 ? found : [{ kind: "dropped", at: name, handlers: from.handlers }];
}

function isTarget(typescript: typeof ts, node: ts.Identifier): boolean {
  const { parent } = node;
  if (typescript.isVariableDeclaration(parent)) return parent.name === node;
  return (
    typescript.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === typescript.SyntaxKind.EqualsToken
  );
}

/** The function, or the module, in which a variable is known. */
function scopeOf({ ts, checker }: SourceProject, name: ts.Identifier): ts.Node {
  const declaration = checker.getSymbolAtLocation(name)?.valueDeclaration ?? name;
  for (let at: ts.Node = declaration; at.parent; at = at.parent) if (ts.isFunctionLike(at)) return at;
  return name.getSourceFile();
}
