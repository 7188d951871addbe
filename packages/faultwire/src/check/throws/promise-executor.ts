import type ts from "typescript";
import { functionsOf } from "../functions/functions-of.ts";
import type { SourceProject } from "../program/project.ts";
import { type Site, siteAt } from "./site.ts";
import type { Thrown } from "./thrown.ts";
import { thrownValues } from "./thrown-values.ts";

/** Whether it is `new Promise(...)` of JavaScript. */
export function isPromiseMade(project: SourceProject, node: ts.NewExpression): boolean {
  const symbol = project.checker.getTypeAtLocation(node).getSymbol();
  const source = symbol?.declarations?.[0]?.getSourceFile();
  return symbol?.name === "Promise" && !!source && project.program.isSourceFileDefaultLibrary(source);
}

/** Finds what the promise of an executor rejects with. */
export function promiseMade(project: SourceProject, node: ts.NewExpression): Site {
  const [executor] = node.arguments ?? [];
  const values = executor ? functionsOf(project, executor) : [];
  const thrown = values.flatMap((value) =>
    value.kind === "known" && "parameters" in value.node ? rejectedBy(project, value.node.parameters[1]) : [],
  );
  const runs = values.map((value) => ({ value, isSettled: true, isHandler: true }));
  return siteAt(node, { isSettled: true, thrown, runs });
}

/** Finds what a function gives to a callback: the `reject` of an executor, or the callback of a handler. */
export function rejectedBy(
  project: SourceProject,
  callback: ts.ParameterDeclaration | undefined,
): readonly Thrown[] {
  const { ts, checker } = project;
  const name = callback && checker.getSymbolAtLocation(callback.name);
  if (callback === undefined || name === undefined) return [];
  const found: Thrown[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node !== callback.name && checker.getSymbolAtLocation(node) === name)
      found.push(...givenTo(project, node));
    ts.forEachChild(node, visit);
  };
  visit(callback.parent);
  return found;
}

function givenTo(project: SourceProject, use: ts.Identifier): readonly Thrown[] {
  const { parent } = use;
  if (project.ts.isCallExpression(parent) && parent.expression === use) {
    const [error] = parent.arguments;
    if (error === undefined) return [];
    return thrownValues(project, error, parent).map((each) =>
      each.kind === "parameter" || each.kind === "caught"
        ? { kind: "unseen", reason: "value", name: error.getText(), origin: parent }
        : each,
    );
  }
  return [{ kind: "unseen", reason: "value", name: use.text, origin: use }];
}

/** Whether a call is one of the `reject` or `resolve` of an executor, which its promise accounts for. */
export function isSettling(project: SourceProject, call: ts.CallExpression): boolean {
  const { ts, checker } = project;
  if (!ts.isIdentifier(call.expression)) return false;
  const declaration = checker.getSymbolAtLocation(call.expression)?.valueDeclaration;
  if (declaration === undefined || !ts.isParameter(declaration)) return false;
  const made = declaration.parent.parent;
  return (
    ts.isNewExpression(made) && isPromiseMade(project, made) && made.arguments?.[0] === declaration.parent
  );
}
