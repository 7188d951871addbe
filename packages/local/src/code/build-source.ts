import { createRequire } from "node:module";
import { basename, dirname, extname, join, resolve } from "node:path";
import type { BuildFailure, BuildOptions, BuildResult, Message } from "esbuild";
import { externalPackages } from "./external-packages.ts";
import { compiledFormat, declaredFormat, type ModuleFormat } from "./module-format.ts";

/** The source of a function, and what builds it. */
export interface SourceOptions {
  /** The handler's module. */
  readonly file: string;
  /** The main module of the esbuild that builds it. */
  readonly esbuild: string;
  readonly taskRoot: string;
  /** The conditions with which Node.js resolves packages, beyond its own. */
  readonly conditions: readonly string[];
}

/** A function's code in one file, with its source map. */
export interface Built {
  readonly text: string;
  readonly format: ModuleFormat;
  /** The files that it was made of. */
  readonly inputs: readonly string[];
}

/** A source that cannot be built, with each place in it. */
export class BuildError extends Error {
  override readonly name = "BuildError";
}

/** Conditions of package exports that Node.js has by itself, beside those of esbuild. */
const NODE_CONDITIONS = ["node-addons", "module-sync"];

/**
 * Builds a function's source as deployment tools do: one file, in which the project's own modules are, and packages are not.
 *
 * @throws BuildError naming file, line and column.
 */
export async function buildSource(source: SourceOptions): Promise<Built> {
  const declared = declaredFormat(source.file);
  if (declared !== undefined) return bundle(source, declared);
  const preferred = compiledFormat(source.file);
  const other = preferred === "esm" ? "cjs" : "esm";
  const built = await attempt(source, preferred);
  if (built instanceof BuildError)
    return isRefusedAwait(built) ? bundle(source, other) : Promise.reject(built);
  return built.belongsTo === other ? bundle(source, other) : built;
}

interface Bundle extends Built {
  /** The only format in which it can run, if it uses what the other has not. */
  readonly belongsTo: ModuleFormat | undefined;
}

function attempt(source: SourceOptions, format: ModuleFormat): Promise<Bundle | BuildError> {
  return bundle(source, format).catch((failure: unknown) => {
    if (failure instanceof BuildError) return failure;
    throw failure;
  });
}

async function bundle(source: SourceOptions, format: ModuleFormat): Promise<Bundle> {
  const { file, taskRoot } = source;
  const esbuild = loadEsbuild(source.esbuild);
  const options = {
    absWorkingDir: taskRoot,
    entryPoints: [file],
    // Not written: it names the place from which sources are relative.
    outfile: join(dirname(file), `${basename(file, extname(file))}.built.js`),
    write: false,
    metafile: true,
    bundle: true,
    format,
    platform: "node",
    target: "node22",
    conditions: [...NODE_CONDITIONS, ...source.conditions],
    sourcemap: "inline",
    charset: "utf8",
    // Names of classes are names of errors, and all functions are there for coverage.
    keepNames: true,
    treeShaking: false,
    logLevel: "silent",
    plugins: [externalPackages(format)],
  } satisfies BuildOptions;
  const result = await esbuild.build(options).catch((failure: BuildFailure) => {
    if (!Array.isArray(failure.errors)) throw failure;
    throw new BuildError(failure.errors.map((each) => placeOf(each, taskRoot)).join("\n"));
  });
  const text = result.outputFiles[0]?.text ?? "";
  const inputs = Object.keys(result.metafile.inputs).map((input) => resolve(taskRoot, input));
  return { text, format, inputs, belongsTo: formatNeeded(result, text) };
}

/** An esbuild, as far as it is used. */
type Esbuild = Pick<typeof import("esbuild"), "build">;

function loadEsbuild(path: string): Esbuild {
  // The cast: require returns any. An import would not work in jest.
  return createRequire(path)(path) as Esbuild;
}

/** `src/app.ts:3:10: the reason`, with the whole path. */
function placeOf({ text, location }: Message, folder: string): string {
  if (location === null) return text;
  const { file, line, column } = location;
  return `${resolve(folder, file)}:${line}:${column + 1}: ${text}`;
}

function isRefusedAwait(failure: BuildError): boolean {
  return failure.message.includes("Top-level await");
}

function formatNeeded(
  { metafile, warnings }: BuildResult<{ metafile: true }>,
  text: string,
): ModuleFormat | undefined {
  if (warnings.some(({ id }) => id === "empty-import-meta")) return "esm";
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const requires = imports.some(({ kind, external }) => kind === "require-call" && external);
  return requires || /\b__(?:dir|file)name\b/.test(text) ? "cjs" : undefined;
}
