import type ts from "typescript";
import type { SourceProject } from "./project.ts";

/** Code that runs as a whole: a function, a class without a constructor of its own, a module that is imported on the way. */
export type FunctionNode = ts.FunctionLikeDeclaration | ts.ClassLikeDeclaration | ts.SourceFile;

/** Everything that calls a function in its own syntax. */
export type CallNode = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** Removes what does not change a value: parentheses and assertions of types. */
export function unwrap({ ts }: SourceProject, node: ts.Expression): ts.Expression {
  let at = node;
  while (isWrapper(ts, at)) at = at.expression;
  return at;
}

type Wrapper =
  | ts.ParenthesizedExpression
  | ts.AsExpression
  | ts.NonNullExpression
  | ts.SatisfiesExpression
  | ts.TypeAssertion;

function isWrapper(typescript: typeof ts, node: ts.Node): node is Wrapper {
  return (
    typescript.isParenthesizedExpression(node) ||
    typescript.isAsExpression(node) ||
    typescript.isNonNullExpression(node) ||
    typescript.isSatisfiesExpression(node) ||
    typescript.isTypeAssertionExpression(node)
  );
}

/** Finds the outermost expression with the same value: {@link unwrap}, the other way. */
export function wrapped({ ts }: SourceProject, node: ts.Node): ts.Node {
  let at = node;
  while (at.parent && isWrapper(ts, at.parent)) at = at.parent;
  return at;
}

/** Finds the code that a node is run by. */
export function functionAround({ ts }: SourceProject, node: ts.Node): FunctionNode {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionLike(at) || ts.isSourceFile(at)) {
      // Signatures of types run nothing, so that no expression is in them.
      return at as FunctionNode;
    }
    if (ts.isPropertyDeclaration(at) && !isStatic(ts, at) && ts.isClassLike(at.parent)) return at.parent;
  }
  return node.getSourceFile();
}

/** Whether a member belongs to the class itself. */
function isStatic(typescript: typeof ts, member: ts.Node): boolean {
  return hasModifier(typescript, member, typescript.SyntaxKind.StaticKeyword);
}

/** Whether a declaration has a modifier. */
export function hasModifier(typescript: typeof ts, node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    typescript.canHaveModifiers(node) && !!typescript.getModifiers(node)?.some((each) => each.kind === kind)
  );
}

/** The body of a function; undefined for a signature. */
export function bodyOf(node: ts.Node): ts.Node | undefined {
  // Every function that can have a body has this member.
  return (node as { readonly body?: ts.Node }).body;
}

/** Whether what a function throws arrives with its promise, or while its result is iterated. */
export function isDelayed({ ts }: SourceProject, node: FunctionNode): boolean {
  if (ts.isSourceFile(node)) return true;
  const isGenerator = "asteriskToken" in node && node.asteriskToken !== undefined;
  return isGenerator || hasModifier(ts, node, ts.SyntaxKind.AsyncKeyword);
}

/** Visits the nodes that run with a function, and not those of functions in it. */
export function walkOwn(project: SourceProject, root: FunctionNode, visit: (node: ts.Node) => void): void {
  for (const part of ownParts(project, root)) walkPart(project, part, visit);
}

function walkPart(project: SourceProject, node: ts.Node, visit: (node: ts.Node) => void): void {
  const { ts } = project;
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
  if (ts.isFunctionLike(node)) return;
  if (ts.isClassLike(node)) {
    for (const part of staticParts(ts, node)) walkPart(project, part, visit);
    return;
  }
  visit(node);
  ts.forEachChild(node, (child) => walkPart(project, child, visit));
}

function ownParts({ ts }: SourceProject, root: FunctionNode): readonly ts.Node[] {
  if (ts.isSourceFile(root)) return root.statements;
  if (ts.isClassLike(root)) return fieldsOf(ts, root);
  const fields = ts.isConstructorDeclaration(root) ? fieldsOf(ts, root.parent) : [];
  const body = bodyOf(root);
  return [...fields, ...root.parameters, ...(body ? [body] : [])];
}

/** The values of fields, which run with the constructor. */
function fieldsOf(typescript: typeof ts, node: ts.ClassLikeDeclaration): readonly ts.Node[] {
  return node.members.flatMap((member) =>
    typescript.isPropertyDeclaration(member) && !isStatic(typescript, member) && member.initializer
      ? [member.initializer]
      : [],
  );
}

/** The parts of a class that run where it is declared. */
function staticParts(typescript: typeof ts, node: ts.ClassLikeDeclaration): readonly ts.Node[] {
  const heritage = (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.map(({ expression }) => expression),
  );
  const members = node.members.flatMap((member): readonly ts.Node[] => {
    if (typescript.isClassStaticBlockDeclaration(member)) return [member.body];
    return typescript.isPropertyDeclaration(member) && isStatic(typescript, member) && member.initializer
      ? [member.initializer]
      : [];
  });
  return [...heritage, ...members];
}
