/**
 * Loads built code in a function's process under the name of the handler's module, so that its stacks, `import.meta` and
 * `require` are those of the source. Nothing of it runs where a function is JavaScript.
 */

import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

/** Built code, and the module that it was made of. */
interface BuiltModule {
  /** The built file. */
  readonly file: string;
  readonly format: "esm" | "cjs";
  /** The path of the handler's module. */
  readonly source: string;
}

// Required: an import touches every export, and with them unused modules.
const require = createRequire(import.meta.url);
// The casts: require returns any.
const { readFileSync } = require("node:fs") as typeof import("node:fs");
const Module = require("node:module") as typeof import("node:module");

/** Runs the module, and returns its exports. */
export async function loadBuilt(built: BuiltModule): Promise<Record<string, unknown>> {
  process.setSourceMapsEnabled(true);
  return built.format === "cjs" ? requireBuilt(built) : importBuilt(built);
}

async function importBuilt({ file, source }: BuiltModule): Promise<Record<string, unknown>> {
  const url = pathToFileURL(source).href;
  if (Module.registerHooks === undefined)
    throw new Error(`TypeScript as an ES module needs Node.js 22.15 or newer; this is ${process.version}`);
  const hooks = Module.registerHooks({
    load: (asked, context, next) =>
      asked === url
        ? { format: "module", shortCircuit: true, source: readFileSync(file, "utf8") }
        : next(asked, context),
  });
  try {
    return await import(url);
  } finally {
    hooks.deregister();
  }
}

/** The members of a CommonJS module that its types leave out. */
interface CommonJsModule extends NodeJS.Module {
  _compile(code: string, filename: string): void;
}

function requireBuilt({ file, source }: BuiltModule): Record<string, unknown> {
  // The cast: Node.js has these since its first versions, and tools that load TypeScript use them.
  const { _nodeModulePaths: pathsOf } = Module as unknown as { _nodeModulePaths(folder: string): string[] };
  const made = new Module(source) as CommonJsModule;
  made.filename = source;
  made.paths = pathsOf(dirname(source));
  made._compile(readFileSync(file, "utf8"), source);
  made.loaded = true;
  const { exports } = made;
  // The older client requires the module, the newer imports it: its default export is all of it then.
  const { AWS_EXECUTION_ENV, AWS_LAMBDA_MAX_CONCURRENCY } = process.env;
  const isImported =
    AWS_EXECUTION_ENV !== "AWS_Lambda_nodejs22.x" || AWS_LAMBDA_MAX_CONCURRENCY !== undefined;
  return isImported ? { ...exports, default: exports } : exports;
}
