import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** Longer than a busy machine takes to end a few processes. */
const LIMIT_MS = 30_000;

/**
 * Kills a program while functions of its service run and wait.
 *
 * @throws Error when a process, a folder or an open port is left.
 */
export async function killParent(): Promise<void> {
  const flags = ["--conditions=@faultwire/source", "--no-warnings"];
  const parent = spawn(process.execPath, [...flags, join(import.meta.dirname, "parent.ts")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [ports] = await once(parent.stdout, "data");
  const processes = descendantsOf(parent.pid);
  // The functions, one of them in a call, and the guard.
  if (processes.length < 3) throw new Error(`a service has ${processes.length} processes`);
  parent.kill("SIGKILL");
  await once(parent, "exit");
  const end = performance.now() + LIMIT_MS;
  for (;;) {
    const left = [
      ...processes.filter(isAlive).map((pid) => `process ${pid}`),
      ...readdirSync(tmpdir()).map((name) => `folder ${name}`),
      ...(await openPorts(String(ports).trim().split(" "))).map((port) => `port ${port}`),
    ];
    if (left.length === 0) return;
    if (performance.now() > end) throw new Error(`a killed program left ${left.join(", ")}`);
    await wait(20);
  }
}

function descendantsOf(parent: number | undefined): readonly number[] {
  const rows = execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" })
    .split("\n")
    .map((row) => row.trim().split(/\s+/).map(Number));
  return rows.flatMap(([pid = 0, ppid]) => (ppid === parent ? [pid, ...descendantsOf(pid)] : []));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // No process has this id any more.
    return false;
  }
}

async function openPorts(ports: readonly string[]): Promise<readonly string[]> {
  const answers = await Promise.all(ports.map(isOpen));
  return ports.filter((_, index) => answers[index]);
}

function isOpen(port: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1", () => resolve(true));
    socket.on("error", () => resolve(false)).on("connect", () => socket.destroy());
  });
}
