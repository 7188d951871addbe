import { existsSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { ImportKind, OnResolveArgs, Plugin, PluginBuild, ResolveResult } from "esbuild";
import type { ModuleFormat } from "./module-format.ts";

/** Everything that is not a path: packages, subpath imports, and what tsconfig's `paths` or `baseUrl` name. */
const NOT_A_PATH = /^[^./]/;
const CODE = /\.(?:[mc]?[jt]s|[jt]sx)$/;
const SOURCE = /\.(?:[mc]?ts|[tj]sx)$/;
/** Marks a question of this plugin itself. */
const ASKED = Symbol("asked");

/**
 * Leaves packages to Node.js, as they are installed. What is built is the project's own: also packages of a workspace whose
 * code is TypeScript. A package that is not installed is left too: if the function needs it, Node.js names it.
 */
export function externalPackages(format: ModuleFormat): Plugin {
  return {
    name: "external-packages",
    setup(build) {
      build.onResolve({ filter: NOT_A_PATH }, async (question) => {
        if (question.kind === "entry-point" || question.pluginData === ASKED) return undefined;
        const kind = kindInOutput(question.kind, format);
        const found = await resolveAs(build, question, [kind, question.kind]);
        if (found === undefined) return { path: question.path, external: true };
        const { path } = found;
        // Left to esbuild, which reads the tsconfig of files that it finds itself.
        if (found.external || !isLeft(question, path)) return undefined;
        return { path: kind === "require-call" ? path : pathToFileURL(path).href, external: true };
      });
    },
  };
}

/** Resolves an import as the first kind of import that there is a file for. */
async function resolveAs(
  build: PluginBuild,
  { path, importer, resolveDir }: OnResolveArgs,
  kinds: readonly ImportKind[],
): Promise<ResolveResult | undefined> {
  for (const kind of new Set(kinds)) {
    const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: ASKED });
    if (found.errors.length === 0) return found;
  }
  return undefined;
}

/** The kind of import that remains in the built file: a static import of CommonJS is a call of `require`. */
function kindInOutput(kind: ImportKind, format: ModuleFormat): ImportKind {
  if (kind === "require-resolve") return "require-call";
  return kind === "import-statement" && format === "cjs" ? "require-call" : kind;
}

/** Whether Node.js loads it: a package's code, unless it is the TypeScript of a linked one. */
function isLeft({ path, resolveDir }: OnResolveArgs, found: string): boolean {
  if (!CODE.test(found)) return found.endsWith(".node");
  if (found.includes(`${sep}node_modules${sep}`)) return true;
  return !SOURCE.test(found) && isInstalled(packageName(path), resolveDir);
}

function packageName(path: string): string {
  return path
    .split("/")
    .slice(0, path.startsWith("@") ? 2 : 1)
    .join("/");
}

function isInstalled(name: string, folder: string): boolean {
  if (existsSync(join(folder, "node_modules", name))) return true;
  return dirname(folder) !== folder && isInstalled(name, dirname(folder));
}
