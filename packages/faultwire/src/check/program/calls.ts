import type ts from "typescript";
import { ownFiles } from "./own-files.ts";
import { packageOf, type SourceProject } from "./project.ts";

const known = new WeakMap<ts.Program, Nodes>();

interface Nodes {
  readonly calls: readonly ts.CallExpression[];
  readonly switches: readonly ts.SwitchStatement[];
}

/** Every call, and every `switch`, in the sources of a project. */
export function nodesIn(project: SourceProject): Nodes {
  const { ts, program } = project;
  const found = known.get(program);
  if (found) return found;
  const calls: ts.CallExpression[] = [];
  const switches: ts.SwitchStatement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) calls.push(node);
    if (ts.isSwitchStatement(node)) switches.push(node);
    ts.forEachChild(node, visit);
  };
  for (const source of ownFiles(project)) visit(source);
  const nodes = { calls, switches };
  known.set(program, nodes);
  return nodes;
}

/** The name of a function of one of our packages that an expression is; undefined for every other. */
export function functionNameOf(
  { ts, checker }: SourceProject,
  callee: ts.Expression,
  owner: string,
): string | undefined {
  const name = ts.isPropertyAccessExpression(callee) ? callee.name : callee;
  if (!ts.isIdentifier(name)) return undefined;
  let symbol = checker.getSymbolAtLocation(name);
  if (symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0) symbol = checker.getAliasedSymbol(symbol);
  const source = symbol?.declarations?.[0]?.getSourceFile();
  return source && packageOf(source.fileName) === owner ? symbol?.name : undefined;
}
