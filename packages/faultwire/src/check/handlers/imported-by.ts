import type ts from "typescript";
import { ownFiles } from "../program/own-files.ts";
import type { SourceProject } from "../program/project.ts";
import { functionAround } from "../program/syntax.ts";

const known = new WeakMap<ts.SourceFile, ReadonlySet<string>>();

/** Finds the files whose code may run in what a call makes: in a function, its callers decide. */
export function filesOf(project: SourceProject, call: ts.CallExpression): ReadonlySet<string> {
  const source = call.getSourceFile();
  const own = importedBy(project, source);
  if (project.ts.isSourceFile(functionAround(project, call))) return own;
  const users = ownFiles(project).map((each) => importedBy(project, each));
  return new Set([
    ...own,
    ...users.filter((files) => files.has(source.fileName)).flatMap((files) => [...files]),
  ]);
}

/** Finds the files that a module imports, and those that these import, with its own. */
function importedBy(project: SourceProject, source: ts.SourceFile): ReadonlySet<string> {
  let found = known.get(source);
  if (found === undefined) {
    found = follow(project, source);
    known.set(source, found);
  }
  return found;
}

function follow(project: SourceProject, source: ts.SourceFile): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [source];
  for (const next of queue) {
    if (found.has(next.fileName)) continue;
    found.add(next.fileName);
    queue.push(...importsOf(project, next));
  }
  return found;
}

const direct = new WeakMap<ts.SourceFile, readonly ts.SourceFile[]>();

function importsOf({ ts, checker }: SourceProject, source: ts.SourceFile): readonly ts.SourceFile[] {
  const read = direct.get(source);
  if (read) return read;
  const found: ts.SourceFile[] = [];
  const add = (specifier: ts.Node | undefined): void => {
    const module = specifier && checker.getSymbolAtLocation(specifier)?.valueDeclaration;
    if (module && ts.isSourceFile(module) && !module.isDeclarationFile) found.push(module);
  };
  const visit = (node: ts.Node): void => {
    if ((ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) || ts.isExportDeclaration(node))
      add(node.moduleSpecifier);
    if (ts.isExternalModuleReference(node)) add(node.expression);
    if (ts.isCallExpression(node) && isImport(ts, node)) add(node.arguments[0]);
    ts.forEachChild(node, visit);
  };
  visit(source);
  direct.set(source, found);
  return found;
}

function isImport(typescript: typeof ts, { expression }: ts.CallExpression): boolean {
  return expression.kind === typescript.SyntaxKind.ImportKeyword || expression.getText() === "require";
}
