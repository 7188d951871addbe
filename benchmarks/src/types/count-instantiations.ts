import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../.cache/types");
const config = { extends: "../../../tsconfig.base.json", compilerOptions: { types: ["node"] } };

/**
 * Counts the type instantiations that the compiler makes of a source, its own and those of what it imports. The same
 * compiler counts the same number on every machine.
 *
 * @param compiler the `tsc` to run
 * @throws Error with the compiler's output for a source that does not compile.
 */
export function countInstantiations(source: string, compiler = "tsc"): number {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "counted.ts"), source);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...config, files: ["counted.ts"] }));
  const output = run(compiler);
  const [, count] = /^Instantiations:\s+(\d+)$/m.exec(output) ?? [];
  if (count === undefined) throw new Error(`${compiler} printed no count of instantiations:\n${output}`);
  return Number(count);
}

function run(compiler: string): string {
  try {
    return execFileSync(compiler, ["-p", folder, "--extendedDiagnostics"], { encoding: "utf8" });
  } catch (error) {
    // The stack and the output of the process say no more.
    throw new Error(`The generated source does not compile:\n${String(Object(error).stdout).slice(0, 2000)}`);
  }
}
