import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Claims } from "./example.ts";
import { run, start } from "./run.ts";

/**
 * Runs `npm start` until it is ready, makes the calls of the README, and interrupts it.
 *
 * @throws Error when it does not start or end, or when a call prints something else.
 */
export async function startAndCall(cwd: string, calls: Claims["calls"]): Promise<void> {
  const service = start("npm start", cwd);
  const closed = once(service, "close");
  try {
    const summary = await Promise.race([untilReady(service), closed.then(() => undefined)]);
    if (summary === undefined) throw new Error("npm start ended by itself");
    const variables = Object.fromEntries(
      [...summary.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => [name, value]),
    );
    const [, API = ""] = /^API \S+ listens on (\S+?)\/?$/m.exec(summary) ?? [];
    for (const [command, prints] of calls) {
      const printed = await run(command, cwd, { ...variables, API });
      const output = printed.replace(/"requestId":"[^"]+"/, '"requestId":"…"');
      if (output.trim() !== prints.trim())
        throw new Error(`README.md: ${command} prints\n${output}\nin place of\n${prints}`);
    }
  } finally {
    // The group: npm, its shell, and the service.
    if (service.exitCode === null && service.pid !== undefined) process.kill(-service.pid, "SIGINT");
    await closed;
  }
}

/** Collects what is printed up to the last line of the service's summary. */
function untilReady({ stdout, stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let printed = "";
    stderr?.resume();
    stdout?.on("data", (chunk) => {
      printed += chunk;
      if (printed.includes("Ctrl-C ends it.")) resolve(printed);
    });
  });
}
