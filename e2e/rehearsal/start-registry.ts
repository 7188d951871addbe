import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

export interface Registry {
  /** With a slash at its end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Starts verdaccio on a free port of loopback. It has what is published to it, and every other package from the
 * registry that npm uses on this machine.
 */
export async function startRegistry(storage: string): Promise<Registry> {
  const home = join(import.meta.dirname, "registry");
  await run(["pnpm", "install", "--frozen-lockfile", "--prefer-offline"], { cwd: home });
  const uplink = (await run(["npm", "config", "get", "registry"], { cwd: home })).trim();
  mkdirSync(storage);
  const child = fork(join(home, "serve.mjs"), [storage, uplink], { silent: true });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const ended = once(child, "exit");
  const [url] = await Promise.race([once(child, "message"), ended.then(() => [])]);
  if (typeof url !== "string") throw new Error(`verdaccio ended before it served\n${output}`);
  return {
    url,
    close: async () => {
      child.kill();
      await ended;
    },
  };
}
