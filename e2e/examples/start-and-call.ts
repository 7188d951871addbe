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
  const interrupt = () => {
    // The group: npm, its shell, and the service.
    const isRunning = service.exitCode === null && service.signalCode === null;
    if (isRunning && service.pid !== undefined) process.kill(-service.pid, "SIGINT");
  };
  process.once("exit", interrupt);
  try {
    const summary = await untilReady(service);
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
    interrupt();
    await closed;
    process.off("exit", interrupt);
  }
}

/** Collects what is printed, up to the last line of the service's summary. */
function untilReady(service: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    for (const stream of [service.stdout, service.stderr]) {
      stream?.on("data", (chunk) => {
        printed += chunk;
        if (printed.includes("Ctrl-C ends it.")) resolve(printed);
      });
    }
    service.once("close", () => reject(new Error(`npm start ended by itself\n${printed}`)));
  });
}
