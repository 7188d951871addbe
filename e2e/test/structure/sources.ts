import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** The root of the repository. */
export const repository = join(import.meta.dirname, "../../..");

/** A TypeScript file of the repository, parsed. */
export interface Source {
  /** The path from the root of the repository, with slashes. */
  readonly path: string;
  /** The part that the file belongs to: a package's name, or a folder at the root. */
  readonly part: string;
  readonly isTest: boolean;
  readonly tree: ts.SourceFile;
}

/** Every TypeScript file of the packages, apps, examples, benchmarks, end-to-end tests and the site. */
export const sources: readonly Source[] = globSync(
  [
    "packages/*/{src,test,scripts}/**/*.ts",
    "{apps/*,benchmarks,e2e,examples/*}/{src,test}/**/*.ts",
    "e2e/{fuzz,mutation,rehearsal,scripts}/**/*.ts",
    "site/{atlas,explain,generate,test}/**/*.ts",
  ],
  { cwd: repository },
)
  .sort()
  .map(parseSource);

/** The files that are published: the sources of the packages, without their tests. */
export const published: readonly Source[] = sources.filter(
  ({ path, isTest }) => path.startsWith("packages/") && path.includes("/src/") && !isTest,
);

function parseSource(path: string): Source {
  const text = readFileSync(join(repository, path), "utf8");
  return {
    path,
    part: partOf(path),
    isTest: /\.test(-d)?\.ts$|\/test\//.test(path),
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
  };
}

/** The part of the repository that a path belongs to, such as `wire`, `apps` or `docs`. */
function partOf(path: string): string {
  const [first = "", second] = path.split("/");
  if (second === undefined) return "root";
  return first === "packages" ? second : first;
}

/** Calls `visit` for each node below `node`, in order. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** The place of a node or position, as editors link it: `path:line`. */
export function placeOf({ path, tree }: Source, position: number): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(position).line + 1}`;
}

/** The declarations that a file exports by name, each with its name. */
export function exportsOf({ tree }: Source): (readonly [name: string, node: ts.Node])[] {
  return tree.statements.filter(isExported).flatMap((statement): (readonly [string, ts.Node])[] => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => [name.getText(), statement] as const);
    const { name } = statement as ts.Statement & { name?: ts.Node };
    return name ? [[name.getText(), statement]] : [];
  });
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}
