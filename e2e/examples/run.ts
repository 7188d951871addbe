import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";

/** The environment of a user's shell: without what pnpm and vitest have set for this process. */
const environment = Object.fromEntries(
  Object.entries(process.env).filter(
    ([name]) =>
      name === "npm_config_registry" || !/^(?:npm_|pnpm_|VITEST|NODE_ENV$|NODE_OPTIONS$)/i.test(name),
  ),
);

/** Starts a line of shell in a process group of its own, without colours. */
export function start(
  command: string,
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn("sh", ["-c", command], {
    cwd,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment, NO_COLOR: "1", ...more },
  });
}

/**
 * Runs a line of shell to its end.
 *
 * @returns what it printed to the standard output
 * @throws Error with all output, when it fails
 */
export async function run(
  command: string,
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = start(command, cwd, more);
  const outputs = [child.stdout, child.stderr].map(async (stream) => (stream === null ? "" : text(stream)));
  const [code] = await once(child, "close");
  const [stdout = "", stderr = ""] = await Promise.all(outputs);
  if (code !== 0) throw new Error(`${command}\n${stdout}${stderr}`);
  return stdout;
}
