import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BuiltCode } from "../../code/function-code.ts";
import { type ScriptCoverage, toSourceCoverage } from "../../code/source-coverage.ts";

/** The content of a file that Node.js writes to `NODE_V8_COVERAGE`. */
interface CoverageFile {
  readonly result: readonly ScriptCoverage[];
  readonly "source-map-cache"?: Record<string, unknown>;
}

/** A process that has ended. */
export interface CoveredProcess {
  readonly id: number;
  /** The folder that `NODE_V8_COVERAGE` names. */
  readonly folder: string;
  /** The URL of the handler's module, under which the built code runs. */
  readonly url: string;
  readonly code: BuiltCode;
}

/** Rewrites the coverage that a process of built code has left, as if it had run the sources. */
export function rewriteCoverage({ id, folder, url, code }: CoveredProcess): void {
  // A process that could not start has written nothing.
  if (!existsSync(folder)) return;
  const names = readdirSync(folder).filter((name) => name.startsWith(`coverage-${id}-`));
  for (const name of names) {
    const file = join(folder, name);
    const content = read(file);
    if (content === undefined) continue;
    const { [url]: _, ...maps } = content["source-map-cache"] ?? {};
    const result = content.result.flatMap((script) =>
      script.url === url ? toSourceCoverage(script, code.file) : [script],
    );
    writeFileSync(file, JSON.stringify({ ...content, result, "source-map-cache": maps }));
  }
}

function read(file: string): CoverageFile | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // The process was killed while it wrote: there is no coverage of it.
    return undefined;
  }
}
