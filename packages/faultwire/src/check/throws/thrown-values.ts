import type ts from "typescript";
import { classesOf, faultTypeOf, partsOf } from "../faults/fault-types.ts";
import { functionsOf, returnedBy } from "../functions/functions-of.ts";
import type { SourceProject } from "../program/project.ts";
import { unwrap } from "../program/syntax.ts";
import type { Thrown } from "./thrown.ts";

/** Variables and calls that are followed for one value. */
const DEPTH = 6;

interface Follow {
  readonly origin: ts.Node;
  readonly depth: number;
}

/** Finds what an expression that is thrown may be. */
export function thrownValues(
  project: SourceProject,
  expression: ts.Expression,
  origin: ts.Node,
): readonly Thrown[] {
  return ofExpression(project, expression, { origin, depth: 0 });
}

function ofExpression(project: SourceProject, expression: ts.Expression, follow: Follow): readonly Thrown[] {
  const { ts, checker } = project;
  const { origin, depth } = follow;
  const node = unwrap(project, expression);
  const next = { origin, depth: depth + 1 };
  if (depth > DEPTH) return [unseenValue(node, origin)];
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap((each) => ofExpression(project, each, next));
  if (ts.isBinaryExpression(node) && isChoice(ts, node))
    return [node.left, node.right].flatMap((each) => ofExpression(project, each, next));
  // A type that names an error is exact where the value is made; elsewhere only the type of a fault is.
  if (ts.isNewExpression(node))
    return ofType(project, checker.getTypeAtLocation(node), { node, origin, isNew: true });
  const isVague = partsOf(declaredTypeOf(project, node)).some((part) => isVagueType(project, part));
  if (!isVague) return ofType(project, checker.getTypeAtLocation(node), { node, origin, isNew: false });
  if (ts.isIdentifier(node)) return ofName(project, node, next);
  if (ts.isCallExpression(node)) return ofCall(project, node, next);
  if (ts.isAwaitExpression(node)) return ofExpression(project, node.expression, next);
  return ofType(project, checker.getTypeAtLocation(node), { node, origin, isNew: false });
}

/** The type of a value as its declaration has it: what a condition makes of it is decided for each value. */
function declaredTypeOf({ ts, checker }: SourceProject, node: ts.Expression): ts.Type {
  const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
  return symbol?.valueDeclaration ? checker.getTypeOfSymbol(symbol) : checker.getTypeAtLocation(node);
}

function isChoice(typescript: typeof ts, { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === typescript.SyntaxKind.BarBarToken || kind === typescript.SyntaxKind.QuestionQuestionToken;
}

function ofName(project: SourceProject, node: ts.Identifier, follow: Follow): readonly Thrown[] {
  const { ts, checker } = project;
  const symbol = checker.getSymbolAtLocation(node);
  const declaration = symbol?.valueDeclaration;
  const { origin } = follow;
  if (declaration === undefined) return [unseenValue(node, origin)];
  if (ts.isParameter(declaration)) return [{ kind: "parameter", parameter: declaration, origin }];
  if (!ts.isVariableDeclaration(declaration)) return [unseenValue(node, origin)];
  if (ts.isCatchClause(declaration.parent)) return [{ kind: "caught", clause: declaration.parent, origin }];
  const values = [declaration.initializer, ...assignmentsTo(project, declaration)].filter(
    (each) => each !== undefined,
  );
  return values.length === 0
    ? [unseenValue(node, origin)]
    : values.flatMap((value) => ofExpression(project, value, follow));
}

/** The values that are assigned to a variable, in the file that declares it. */
function assignmentsTo(
  { ts, checker }: SourceProject,
  declaration: ts.VariableDeclaration,
): readonly ts.Expression[] {
  const symbol = checker.getSymbolAtLocation(declaration.name);
  const found: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isIdentifier(node.left) &&
      checker.getSymbolAtLocation(node.left) === symbol
    )
      found.push(node.right);
    ts.forEachChild(node, visit);
  };
  visit(declaration.getSourceFile());
  return found;
}

function ofCall(project: SourceProject, call: ts.CallExpression, follow: Follow): readonly Thrown[] {
  const { origin } = follow;
  const results = functionsOf(project, call.expression).map((value) =>
    value.kind === "known" ? returnedBy(project, value.node) : [],
  );
  if (results.length === 0 || results.some((each) => each.length === 0)) return [unseenValue(call, origin)];
  // A parameter of the function that was called is not one of the function around.
  return results
    .flat()
    .flatMap((each) => ofExpression(project, each, follow))
    .map((each) => (each.kind === "parameter" || each.kind === "caught" ? unseenValue(call, origin) : each));
}

interface Typed {
  readonly node: ts.Node;
  readonly origin: ts.Node;
  readonly isNew: boolean;
}

function ofType(project: SourceProject, type: ts.Type, { node, origin, isNew }: Typed): readonly Thrown[] {
  const { ts } = project;
  return partsOf(type).flatMap((part): Thrown[] => {
    if ((part.flags & (ts.TypeFlags.Never | ts.TypeFlags.Undefined | ts.TypeFlags.Null)) !== 0) return [];
    const fault = faultTypeOf(project, part);
    if (fault && fault.name !== undefined) return [{ kind: "fault", fault, origin }];
    if (!isNew && isVagueType(project, part)) return [unseenValue(node, origin)];
    return [
      { kind: "error", text: project.checker.typeToString(part), classes: classesOf(project, part), origin },
    ];
  });
}

/** Whether a value of a type may be a fault that the type does not name. */
function isVagueType(project: SourceProject, type: ts.Type): boolean {
  const { ts } = project;
  if ((type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) !== 0)
    return true;
  if ((type.flags & ts.TypeFlags.NonPrimitive) !== 0) return true;
  const fault = faultTypeOf(project, type);
  if (fault) return fault.name === undefined;
  const name = type.getSymbol()?.name;
  return name === "Error" || name === "Object" || name === "__type";
}

function unseenValue(node: ts.Node, origin: ts.Node): Thrown {
  const [line = ""] = node.getText().split("\n", 1);
  return { kind: "unseen", reason: "value", name: line, origin };
}
