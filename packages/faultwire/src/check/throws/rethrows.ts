import type ts from "typescript";
import type { SourceProject } from "../program/project.ts";
import { unwrap, wrapped } from "../program/syntax.ts";

/** A place where a value that a name holds is thrown. */
export interface Rethrow {
  readonly node: ts.Node;
  /** Whether it is the rejection of a promise. */
  readonly isDelayed: boolean;
  /** The names that hold the value on the way. */
  readonly names: ReadonlySet<ts.Symbol>;
  /** The places that the value has to reach on the way. */
  readonly way: readonly ts.Node[];
}

/** Finds where a caught error, or a parameter, is thrown again in the same function. */
export function rethrowsOf(project: SourceProject, name: ts.Symbol): readonly Rethrow[] {
  return follow(project, { names: new Set([name]), way: [], name });
}

interface Follow {
  readonly name: ts.Symbol;
  readonly names: ReadonlySet<ts.Symbol>;
  readonly way: readonly ts.Node[];
}

function follow(project: SourceProject, { name, names, way }: Follow): readonly Rethrow[] {
  const scope = scopeOf(project, name);
  if (scope === undefined) return [];
  return usesOf(project, name, scope).flatMap((use): readonly Rethrow[] => {
    const node = choiceAround(project, use);
    const thrown = throwOf(project, node);
    if (thrown) return [{ ...thrown, names, way: [...way, use] }];
    const holder = holderOf(project, node);
    if (holder === undefined || names.has(holder)) return [];
    return follow(project, { name: holder, names: new Set([...names, holder]), way: [...way, use] });
  });
}

/** The expression that a value is one choice of: `isKnown ? known : error`. */
function choiceAround(project: SourceProject, use: ts.Node): ts.Node {
  const { ts } = project;
  let node = wrapped(project, use);
  for (;;) {
    const { parent } = node;
    const isBranch = ts.isConditionalExpression(parent) && parent.condition !== node;
    if (!isBranch && !(ts.isBinaryExpression(parent) && isChoice(ts, parent))) return node;
    node = wrapped(project, parent);
  }
}

function isChoice({ SyntaxKind }: typeof ts, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === SyntaxKind.BarBarToken || kind === SyntaxKind.QuestionQuestionToken;
}

function throwOf({ ts }: SourceProject, node: ts.Node): Pick<Rethrow, "node" | "isDelayed"> | undefined {
  const { parent } = node;
  if (ts.isThrowStatement(parent)) return { node: parent, isDelayed: false };
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return undefined;
  return parent.expression.getText() === "Promise.reject" ? { node: parent, isDelayed: true } : undefined;
}

/** The variable that a value is put into. */
function holderOf(project: SourceProject, node: ts.Node): ts.Symbol | undefined {
  const { ts, checker } = project;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && parent.initializer === node)
    return checker.getSymbolAtLocation(parent.name);
  const isAssigned =
    ts.isBinaryExpression(parent) &&
    parent.right === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  return isAssigned && ts.isIdentifier(unwrap(project, parent.left))
    ? checker.getSymbolAtLocation(parent.left)
    : undefined;
}

function usesOf({ ts, checker }: SourceProject, name: ts.Symbol, scope: ts.Node): readonly ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (node !== scope && ts.isFunctionLike(node)) return;
    if (ts.isIdentifier(node) && node.text === name.name && checker.getSymbolAtLocation(node) === name)
      found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(scope);
  return found;
}

/** The function in which a variable or parameter is declared. */
function scopeOf({ ts }: SourceProject, name: ts.Symbol): ts.Node | undefined {
  for (let at: ts.Node | undefined = name.valueDeclaration; at; at = at.parent)
    if (ts.isFunctionLike(at) || ts.isSourceFile(at)) return at;
  return undefined;
}
