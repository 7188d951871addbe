import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";

/** Runs the program that counts memory, in fresh processes. */
export type RunProgram = (flags: readonly string[], parameters: readonly string[]) => Promise<unknown>;

/**
 * Bundles the program, and removes it after `use`. The file has a name of its own in stacks, whose length would
 * otherwise be another on each machine.
 */
export async function withProgram<Result>(use: (run: RunProgram) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-memory-"));
  const file = join(folder, "program.cjs");
  try {
    await build({
      entryPoints: [join(import.meta.dirname, "program.ts")],
      outfile: file,
      bundle: true,
      platform: "node",
      format: "cjs",
      target: "node24",
      footer: { js: "//# sourceURL=/var/task/index.js" },
    });
    return await use(async (flags, parameters) => {
      const { stdout } = await run(process.execPath, [...flags, file, ...parameters], {
        env: {},
        timeout: 240_000,
      });
      return JSON.parse(stdout);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const run = promisify(execFile);
