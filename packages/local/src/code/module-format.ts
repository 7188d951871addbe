import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

/** The form in which a built module is loaded. */
export type ModuleFormat = "esm" | "cjs";

/**
 * Returns the format that a module's extension or the nearest package.json names, as Node.js reads them; undefined where
 * neither does.
 */
export function declaredFormat(file: string): ModuleFormat | undefined {
  if (file.endsWith(".mts")) return "esm";
  if (file.endsWith(".cts")) return "cjs";
  const manifest = findAbove(dirname(file), "package.json");
  const type = manifest && readMembers(manifest).type;
  if (type === "module") return "esm";
  return type === "commonjs" ? "cjs" : undefined;
}

/** Returns the format that the nearest tsconfig.json compiles to where no package.json names one. */
export function compiledFormat(file: string): ModuleFormat {
  const config = findAbove(dirname(file), "tsconfig.json");
  const module = config === undefined ? undefined : compilerModule(config);
  return module !== undefined && /^(?:es|preserve)/i.test(module) ? "esm" : "cjs";
}

function findAbove(folder: string, name: string): string | undefined {
  const file = join(folder, name);
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : findAbove(dirname(folder), name);
}

/** Reads `compilerOptions.module` of a tsconfig, or of those that it extends, the last first. */
function compilerModule(file: string, seen: readonly string[] = []): string | undefined {
  if (seen.includes(file)) return undefined;
  const { compilerOptions, extends: bases = [] } = readMembers(file);
  const own =
    typeof compilerOptions === "object" && compilerOptions !== null && "module" in compilerOptions
      ? compilerOptions.module
      : undefined;
  if (typeof own === "string") return own;
  return [bases]
    .flat()
    .reverse()
    .map((base) => (typeof base === "string" ? findBase(file, base) : undefined))
    .map((base) => (base === undefined ? undefined : compilerModule(base, [...seen, file])))
    .find((module) => module !== undefined);
}

/** Finds the file that `extends` names: a path, or a package's. */
function findBase(from: string, base: string): string | undefined {
  if (/^[./]/.test(base)) {
    const path = resolve(dirname(from), base);
    return [path, `${path}.json`].find((each) => existsSync(each) && each.endsWith(".json"));
  }
  const require = createRequire(from);
  for (const name of [base, `${base}.json`, `${base}/tsconfig.json`]) {
    try {
      const found = require.resolve(name);
      if (found.endsWith(".json")) return found;
    } catch {
      // Another of its names.
    }
  }
  return undefined;
}

/** Reads a JSON file that may have comments and trailing commas; empty where it cannot be read. */
function readMembers(file: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(file, "utf8")
    .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, "$1")
    .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, "$1");
  try {
    const read: unknown = JSON.parse(text);
    // The cast: an object's members are unknown.
    return typeof read === "object" && read !== null ? (read as Readonly<Record<string, unknown>>) : {};
  } catch {
    // esbuild, or Node.js, reports it.
    return {};
  }
}
