import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compareInTurn, type Samples } from "../measuring/compare.ts";
import { context, event } from "../times/event.ts";
import { BY_HAND, EMPTY, EMPTY_PACKAGES, OURS, PEERS } from "./functions.ts";
import { type Deployment, prepareFunctions } from "./prepare-functions.ts";

/* Small functions, each in a fresh process, in turn. */

const PROCESSES = { turns: 31, blocks: 31 };
const PROGRAM = join(import.meta.dirname, "time-import.mjs");
const MINIFIED = { name: "bundled and minified", minify: true };
const ONE_FILE = { name: "in one file of one's own (limit)", minify: false };

const bothWays: readonly Deployment[] = [OURS, ...PEERS].flatMap((of) => [
  { of },
  { of, bundling: MINIFIED },
]);

/** The milliseconds of an import, and of the import and one call. */
interface Times {
  readonly imported: number;
  readonly called: number;
}

/** Times imports, in milliseconds. The first candidate is an empty module. */
export const compareImports = (): Promise<Samples[]> =>
  compareProcesses(
    [{ of: EMPTY }, { of: EMPTY_PACKAGES }, { of: OURS, bundling: ONE_FILE }, ...bothWays],
    ({ imported }) => imported,
  );

/** Times an import and a call that throws, in milliseconds. The first candidate is an empty module. */
export const compareFirstCalls = (): Promise<Samples[]> =>
  compareProcesses([{ of: EMPTY }, { of: BY_HAND }, ...bothWays], ({ called }) => called);

async function compareProcesses(
  deployments: readonly Deployment[],
  select: (times: Times) => number,
): Promise<Samples[]> {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-imports-"));
  try {
    const prepared = await prepareFunctions(folder, deployments);
    return await compareInTurn(prepared, PROCESSES, ({ file }) => select(timesOf(file)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a process that imports a file, and calls the handler in it. */
function timesOf(file: string): Times {
  const output = execFileSync(
    process.execPath,
    [PROGRAM, pathToFileURL(file).href, JSON.stringify(event), JSON.stringify(context)],
    // Without NODE_OPTIONS and a compile cache.
    { encoding: "utf8", env: {}, timeout: 30_000 },
  );
  return JSON.parse(output);
}
