import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Instrumenter } from "@stryker-mutator/instrumenter";

/** One change of one source file. */
export interface Mutant {
  /** The number by which the instrumented code knows it. */
  readonly id: string;
  /** Below the root of the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line of the source where the change begins, without indentation. */
  readonly source: string;
  /** The code that is changed. */
  readonly code: string;
  readonly replacement: string;
  /** Stryker's name for the kind of change. */
  readonly mutator: string;
}

const QUIET = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace() {},
  debug() {},
  info() {},
  warn() {},
  error: console.error,
  fatal: console.error,
};

/** Puts all mutants of a package's sources into a copy of the project, each behind a switch. */
export async function instrument(copy: string, name: string): Promise<Mutant[]> {
  const folder = join("packages", name, "src");
  const sources = globSync("**/*.ts", { cwd: join(copy, folder) })
    .filter((file) => /(?<!\.test|\.test-d|\.d)\.ts$/.test(file))
    .sort()
    .map((file) => join(folder, file));
  const contents = new Map(sources.map((file) => [file, readFileSync(join(copy, file), "utf8")]));
  const { files: changed, mutants } = await new Instrumenter(QUIET).instrument(
    [...contents].map(([file, content]) => ({ name: file, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  for (const { name: file, content } of changed) writeFileSync(join(copy, file), content);
  return mutants
    .filter((mutant) => mutant.status !== "Ignored")
    .map(({ id, fileName, location, replacement, mutatorName }) => {
      const lines = (contents.get(fileName) ?? "").split("\n");
      const { start, end } = location;
      const part = lines.slice(start.line, end.line + 1);
      part[part.length - 1] = (part.at(-1) ?? "").slice(0, end.column);
      part[0] = (part[0] ?? "").slice(start.column);
      return {
        id,
        file: fileName,
        line: start.line + 1,
        source: (lines[start.line] ?? "").trim(),
        code: part.join("\n"),
        replacement: replacement ?? "",
        mutator: mutatorName,
      };
    });
}
