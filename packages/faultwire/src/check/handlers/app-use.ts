import type ts from "typescript";
import type { SourceProject } from "../program/project.ts";

/** A place to which the value of an application goes. */
export type AppUse =
  | { readonly kind: "method"; readonly name: string; readonly call: ts.CallExpression }
  /** A variable or a member that holds it. */
  | { readonly kind: "named"; readonly name: ts.Node }
  /** An expression that is assigned to it. */
  | { readonly kind: "assigned"; readonly value: ts.Node }
  | { readonly kind: "given"; readonly call: ts.CallExpression; readonly argument: ts.Node | undefined }
  | { readonly kind: "returned" }
  /** A use that adds nothing to it. */
  | { readonly kind: "harmless" }
  | { readonly kind: "elsewhere" };

/** Finds where the value of an expression goes. */
export function useOf({ ts }: SourceProject, node: ts.Node): AppUse {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) return useOfMember(ts, parent);
  if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
    return useInAssignment(parent, node);
  if (isDeclaredAs(ts, node, parent)) return { kind: "named", name: parent.name };
  // A call of the application itself runs it.
  if (ts.isCallExpression(parent) && parent.expression !== node)
    return { kind: "given", call: parent, argument: node };
  if (isMemberOfArgument(ts, parent))
    return { kind: "given", call: parent.parent.parent, argument: undefined };
  if (ts.isReturnStatement(parent) || (ts.isArrowFunction(parent) && parent.body === node))
    return { kind: "returned" };
  return { kind: isHarmless(ts, node) ? "harmless" : "elsewhere" };
}

function useOfMember(typescript: typeof ts, { parent, name }: ts.PropertyAccessExpression): AppUse {
  const isCalled = typescript.isCallExpression(parent) && parent.expression.end === name.end;
  return isCalled ? { kind: "method", name: name.text, call: parent } : { kind: "harmless" };
}

function useInAssignment({ left, right }: ts.BinaryExpression, node: ts.Node): AppUse {
  return right === node ? { kind: "named", name: left } : { kind: "assigned", value: right };
}

/** Whether a declaration has a node as its value. */
function isDeclaredAs(
  typescript: typeof ts,
  node: ts.Node,
  declared: ts.Node,
): declared is ts.VariableDeclaration | ts.PropertyDeclaration {
  const hasValue = typescript.isVariableDeclaration(declared) || typescript.isPropertyDeclaration(declared);
  return hasValue && declared.initializer === node;
}

/** A member of an object that is written as an argument. */
type MemberOfArgument = ts.Node & { readonly parent: { readonly parent: ts.CallExpression } };

function isMemberOfArgument(typescript: typeof ts, node: ts.Node): node is MemberOfArgument {
  const isMember = typescript.isPropertyAssignment(node) || typescript.isShorthandPropertyAssignment(node);
  return isMember && typescript.isCallExpression(node.parent.parent);
}

/** Whether a use adds nothing: a declaration, an import, an export, a type, a statement of its own. */
function isHarmless(typescript: typeof ts, node: ts.Node): boolean {
  const { parent } = node;
  return (
    typescript.isCallExpression(parent) ||
    typescript.isVariableDeclaration(parent) ||
    typescript.isParameter(parent) ||
    typescript.isPropertyDeclaration(parent) ||
    typescript.isImportSpecifier(parent) ||
    typescript.isImportClause(parent) ||
    typescript.isExportSpecifier(parent) ||
    typescript.isExportAssignment(parent) ||
    typescript.isExpressionStatement(parent) ||
    typescript.isDecorator(parent) ||
    typescript.isTypeNode(parent)
  );
}
