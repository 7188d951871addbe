import type ts from "typescript";
import { functionsOf } from "../functions/functions-of.ts";
import type { SourceProject } from "../program/project.ts";
import { type Caught, decide, isNameOf } from "./conditions.ts";

/** Whether a caught value can get as far as a node of the code that handles it. */
export function canReach(project: SourceProject, node: ts.Node, caught: Caught): boolean {
  const { ts } = project;
  for (let at = node; at.parent && !ts.isFunctionLike(at); at = at.parent) {
    if (isRuledOut(project, at, caught)) return false;
    if (ts.isCatchClause(at.parent)) return true;
  }
  return true;
}

/** Whether the parent of a node runs it for other values only. */
function isRuledOut(project: SourceProject, node: ts.Node, caught: Caught): boolean {
  const { ts } = project;
  const { parent } = node;
  if (ts.isIfStatement(parent)) return isOtherBranch(project, node, { parent, caught });
  if (ts.isConditionalExpression(parent)) {
    const verdict = node === parent.condition ? undefined : decide(project, parent.condition, caught);
    return verdict !== undefined && (node === parent.whenTrue) !== verdict;
  }
  if (ts.isBinaryExpression(parent) && node === parent.right) return isShortened(project, parent, caught);
  if (ts.isCaseOrDefaultClause(parent))
    return isOtherCase(project, parent, caught) || isAfterEnd(project, node, caught);
  return (ts.isBlock(parent) || ts.isSourceFile(parent)) && isAfterEnd(project, node, caught);
}

function isShortened(
  project: SourceProject,
  { left, operatorToken }: ts.BinaryExpression,
  caught: Caught,
): boolean {
  const { AmpersandAmpersandToken, BarBarToken } = project.ts.SyntaxKind;
  if (operatorToken.kind === AmpersandAmpersandToken) return decide(project, left, caught) === false;
  return operatorToken.kind === BarBarToken && decide(project, left, caught) === true;
}

interface Branch {
  readonly parent: ts.IfStatement;
  readonly caught: Caught;
}

function isOtherBranch(project: SourceProject, node: ts.Node, { parent, caught }: Branch): boolean {
  if (node === parent.expression) return false;
  const verdict = decide(project, parent.expression, caught);
  return verdict !== undefined && (node === parent.thenStatement) !== verdict;
}

function isOtherCase(project: SourceProject, clause: ts.CaseOrDefaultClause, caught: Caught): boolean {
  const { ts } = project;
  const name = nameSwitched(project, clause.parent.parent, caught);
  if (name === undefined) return false;
  const { clauses } = clause.parent;
  const named = clauses.findIndex((each) => ts.isCaseClause(each) && isText(project, each.expression, name));
  const index = clauses.indexOf(clause);
  const first = named >= 0 ? named : clauses.findIndex((each) => ts.isDefaultClause(each));
  if (first < 0 || index < first) return true;
  // Cases before it fall through.
  return clauses
    .slice(first, index)
    .some(({ statements }) => statements.some((each) => isEnd(project, each, caught)));
}

/** The name that a `switch` compares; undefined where it compares something else. */
function nameSwitched(
  project: SourceProject,
  { expression, caseBlock }: ts.SwitchStatement,
  caught: Caught,
): string | undefined {
  const { ts } = project;
  if (caught.value.kind !== "fault" || !isNameOf(project, expression, caught)) return undefined;
  const isPlain = caseBlock.clauses.every(
    (each) =>
      ts.isDefaultClause(each) || project.checker.getTypeAtLocation(each.expression).isStringLiteral(),
  );
  return isPlain ? caught.value.fault.name : undefined;
}

function isText({ checker }: SourceProject, expression: ts.Expression, text: string): boolean {
  const type = checker.getTypeAtLocation(expression);
  return type.isStringLiteral() && type.value === text;
}

/** Whether a statement before it surely ends the block for the value. */
function isAfterEnd(project: SourceProject, node: ts.Node, caught: Caught): boolean {
  // The parents that are asked have statements.
  const { statements } = node.parent as ts.Block;
  const index = statements.indexOf(node as ts.Statement);
  return statements.slice(0, Math.max(index, 0)).some((each) => isEnd(project, each, caught));
}

/** Whether a statement surely leaves the block that it is in. */
export function isEnd(project: SourceProject, statement: ts.Statement, caught: Caught | undefined): boolean {
  const { ts } = project;
  if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement)) return true;
  if (ts.isBreakOrContinueStatement(statement)) return true;
  if (ts.isBlock(statement)) return statement.statements.some((each) => isEnd(project, each, caught));
  if (ts.isExpressionStatement(statement)) return isNever(project, statement.expression);
  if (!ts.isIfStatement(statement)) return false;
  const verdict = caught && decide(project, statement.expression, caught);
  const [yes, no] = [statement.thenStatement, statement.elseStatement].map(
    (each) => each !== undefined && isEnd(project, each, caught),
  );
  return verdict === undefined ? !!yes && !!no : !!(verdict ? yes : no);
}

function isNever(project: SourceProject, expression: ts.Expression): boolean {
  const { ts, checker } = project;
  return (
    ts.isCallExpression(expression) &&
    (checker.getTypeAtLocation(expression).flags & ts.TypeFlags.Never) !== 0 &&
    functionsOf(project, expression.expression).length > 0
  );
}
