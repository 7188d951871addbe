import type ts from "typescript";
import { known } from "../functions/function-value.ts";
import { calleesOf, functionsOf } from "../functions/functions-of.ts";
import type { SourceProject } from "../program/project.ts";
import { bodyOf, type CallNode, type FunctionNode, walkOwn } from "../program/syntax.ts";
import { callbacksOf, libraryCall } from "./library-calls.ts";
import { isPromiseMade, isSettling, promiseMade } from "./promise-executor.ts";
import { type CalledFunction, type Site, siteAt } from "./site.ts";
import type { Thrown } from "./thrown.ts";
import { thrownValues } from "./thrown-values.ts";

/** Finds every place in a function at which something may be thrown. */
export function sitesOf(project: SourceProject, node: FunctionNode): readonly Site[] {
  const found: Site[] = [...decoratorsOf(project, node)];
  walkOwn(project, node, (each) => {
    found.push(...sitesAt(project, each));
  });
  return found;
}

function sitesAt(project: SourceProject, node: ts.Node): readonly Site[] {
  const { ts } = project;
  if (ts.isThrowStatement(node))
    return [siteAt(node, { thrown: thrownValues(project, node.expression, node) })];
  if (ts.isNewExpression(node) && isPromiseMade(project, node)) return [promiseMade(project, node)];
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
    return imported(project, node);
  if (ts.isCallExpression(node) && isSettling(project, node)) return [];
  if (ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isTaggedTemplateExpression(node))
    return called(project, node);
  if (ts.isPropertyAccessExpression(node)) return accessed(project, node);
  if (ts.isForOfStatement(node)) return iterated(project, node.expression, /^__@(?:asyncI|i)terator/);
  if (ts.isVariableDeclaration(node) && isUsing(ts, node))
    return iterated(project, node.name, /^__@(?:asyncD|d)ispose/);
  return [];
}

function called(project: SourceProject, call: CallNode): readonly Site[] {
  const { ts } = project;
  const callee = ts.isTaggedTemplateExpression(call) ? call.tag : call.expression;
  return calleesOf(project, call).flatMap((value): readonly Site[] => {
    if (value.kind === "outside") {
      const target = ts.isPropertyAccessExpression(callee) && /^(?:call|apply)$/.test(callee.name.text);
      if (target && value.isStandard) return [indirect(project, call, callee.expression)];
      return [libraryCall(project, call, value)];
    }
    if (value.kind !== "unknown") return [siteAt(call, { runs: [{ value, call }] })];
    return [siteAt(call, { runs: [{ value, call }, ...callbacksOf(project, call)] })];
  });
}

/** `find.call(...)`: the function is called, and its arguments are not where its parameters are. */
function indirect(project: SourceProject, call: CallNode, target: ts.Expression): Site {
  return siteAt(call, { runs: functionsOf(project, target).map((value) => ({ value })) });
}

/** The code of a getter or a setter. */
function accessed({ ts, checker }: SourceProject, node: ts.PropertyAccessExpression): readonly Site[] {
  const symbol = checker.getSymbolAtLocation(node.name);
  if (!symbol || (symbol.flags & ts.SymbolFlags.Accessor) === 0) return [];
  const { parent } = node;
  const isWritten =
    ts.isBinaryExpression(parent) &&
    parent.left === node &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  const runs = (symbol.declarations ?? []).flatMap((each): readonly CalledFunction[] =>
    (isWritten ? ts.isSetAccessor(each) : ts.isGetAccessor(each)) && bodyOf(each)
      ? // It is one of both.
        [{ value: known(each as ts.AccessorDeclaration) }]
      : [],
  );
  return runs.length > 0 ? [siteAt(node, { runs })] : [];
}

/** The methods of an object that a loop, or the end of a block, calls. */
function iterated({ checker }: SourceProject, node: ts.Node, names: RegExp): readonly Site[] {
  const runs = checker
    .getPropertiesOfType(checker.getTypeAtLocation(node))
    .filter(({ name }) => names.test(name))
    .flatMap(({ declarations = [] }) => declarations.filter((each) => bodyOf(each)))
    // Every declaration with a body is a function's.
    .map((each): CalledFunction => ({ value: known(each as ts.MethodDeclaration) }));
  return runs.length > 0 ? [siteAt(node, { runs, isAwaited: true })] : [];
}

function isUsing(typescript: typeof ts, node: ts.VariableDeclaration): boolean {
  return (typescript.getCombinedNodeFlags(node) & typescript.NodeFlags.Using) !== 0;
}

/** A module that is imported on the way runs its statements. */
function imported({ checker, ts }: SourceProject, call: ts.CallExpression): readonly Site[] {
  const [specifier] = call.arguments;
  const symbol = specifier && checker.getSymbolAtLocation(specifier);
  const source = symbol?.valueDeclaration;
  if (source && ts.isSourceFile(source) && !source.isDeclarationFile)
    return [siteAt(call, { runs: [{ value: known(source) }] })];
  const thrown: Thrown = {
    kind: "unseen",
    reason: source ? "library" : "dynamic",
    name: call.getText(),
    origin: call,
  };
  return [siteAt(call, { thrown: [thrown] })];
}

/** A decorator may put another function in the place of a method. */
function decoratorsOf({ ts }: SourceProject, node: FunctionNode): readonly Site[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.map((each) =>
    siteAt(each, { thrown: [{ kind: "unseen", reason: "dynamic", name: each.getText(), origin: each }] }),
  );
}
