import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type ts from "typescript";
import { UsageError } from "../../usage-error.ts";
import { loadTypescript } from "./load-typescript.ts";
import type { SourceProject } from "./project.ts";

/**
 * Opens the project of a tsconfig.json, and those that it references.
 *
 * @throws UsageError for a file that is missing or wrong.
 */
export function* openProjects(
  path: string | undefined,
  { folder, root }: { readonly folder: string; readonly root: string },
): Generator<SourceProject> {
  const config = findConfig(path, folder);
  const typescript = loadTypescript(dirname(config));
  const seen = new Set<string>();
  const queue = [config];
  for (const next of queue) {
    if (seen.has(next)) continue;
    seen.add(next);
    const parsed = parse(typescript, next);
    queue.push(
      ...(parsed.projectReferences ?? []).map((each) => typescript.resolveProjectReferencePath(each)),
    );
    if (parsed.fileNames.length === 0) continue;
    const program = createProgram(typescript, parsed);
    yield { ts: typescript, program, checker: program.getTypeChecker(), folder: root };
  }
}

/**
 * Finds the tsconfig.json of a project.
 *
 * @param path the file or its folder; by default the nearest one
 * @throws UsageError for a file that is missing.
 */
export function findConfig(path: string | undefined, folder: string): string {
  return path === undefined ? nearest(folder) : named(resolve(folder, path));
}

function nearest(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, "tsconfig.json");
    if (existsSync(path)) return path;
    if (at === dirname(at))
      throw new UsageError(
        `check: there is no tsconfig.json in ${folder} or above it; name one: -p tsconfig.json`,
      );
  }
}

function named(path: string): string {
  const file = existsSync(path) && statSync(path).isDirectory() ? join(path, "tsconfig.json") : path;
  if (!existsSync(file))
    throw new UsageError(`check: ${file} does not exist; name a tsconfig.json: -p tsconfig.json`);
  return file;
}

function parse(typescript: typeof ts, path: string): ts.ParsedCommandLine {
  const { sys, flattenDiagnosticMessageText, getParsedCommandLineOfConfigFile } = typescript;
  const explain = (problem: ts.Diagnostic) => {
    const text = flattenDiagnosticMessageText(problem.messageText, " ");
    return new UsageError(`check: ${problem.file?.fileName ?? path}: ${text}`);
  };
  const parsed = getParsedCommandLineOfConfigFile(
    path,
    {},
    {
      ...sys,
      onUnRecoverableConfigFileDiagnostic: (problem) => {
        throw explain(problem);
      },
    },
  );
  // A project of references alone has no files of its own.
  const [problem] = (parsed?.errors ?? []).filter(
    ({ category, code }) => category === typescript.DiagnosticCategory.Error && code !== NO_INPUTS,
  );
  if (problem) throw explain(problem);
  if (parsed === undefined || (parsed.fileNames.length === 0 && !parsed.projectReferences?.length))
    throw new UsageError(`check: ${path} names no source; check its files and include`);
  return parsed;
}

/** The code of "No inputs were found in config file". */
const NO_INPUTS = 18003;

function createProgram(typescript: typeof ts, parsed: ts.ParsedCommandLine): ts.Program {
  const { options, fileNames: rootNames, projectReferences } = parsed;
  const host = typescript.createCompilerHost(options, true);
  // References are followed into sources, as an editor does; their output may be old, or missing.
  Object.assign(host, { useSourceOfProjectReferenceRedirect: () => true });
  return typescript.createProgram({
    rootNames,
    options: { ...options, noEmit: true },
    host,
    ...(projectReferences && { projectReferences }),
  });
}
