import { execFileSync } from "node:child_process";
import { setTimeout as wait } from "node:timers/promises";

/** The resources of this process, which has the callers and the service in it. */
export interface Holdings {
  readonly heapMb: number;
  readonly sockets: number;
  readonly timers: number;
  readonly processes: number;
}

const SOCKETS = ["TCPSocketWrap", "TCPServerWrap"];

/** Measures after garbage was collected, which needs `--expose-gc`. */
export async function measure(): Promise<Holdings> {
  // Closed handles are gone a turn later.
  await wait(50);
  globalThis.gc?.();
  const resources = process.getActiveResourcesInfo();
  return {
    heapMb: Math.round(process.memoryUsage().heapUsed / 1e5) / 10,
    sockets: resources.filter((name) => SOCKETS.includes(name)).length,
    timers: resources.filter((name) => name === "Timeout").length,
    processes: childProcesses(),
  };
}

function childProcesses(): number {
  const ps = execFileSync("ps", ["-eo", "ppid="], { encoding: "utf8" });
  // Less the one that counts.
  return ps.split("\n").filter((line) => Number(line) === process.pid).length - 1;
}

/** Measures once everything is closed: the system may take its time to close connections. */
export async function measureClosed(): Promise<Holdings> {
  for (let tries = 0; ; tries += 1) {
    const closed = await measure();
    if (tries === CLOSING_TRIES || leftIn(closed).length === 0) return closed;
  }
}

const CLOSING_TRIES = 100;

function leftIn(closed: Holdings): readonly ("sockets" | "timers" | "processes")[] {
  return (["sockets", "timers", "processes"] as const).filter((name) => closed[name] > 0);
}

/** The growth of the heap that is not a leak: compiled code, pools of Node.js. */
const HEAP_TOLERANCE_MB = 10;

/** Lists what grew from part to part, and what was left when everything was closed. */
export function leaksIn(parts: readonly Holdings[], closed: Holdings): readonly string[] {
  const [first, last] = [parts[0], parts.at(-1)];
  const growth = (last?.heapMb ?? 0) - (first?.heapMb ?? 0);
  return [
    ...(growth > HEAP_TOLERANCE_MB ? [`the heap grew by ${growth.toFixed(1)} MB`] : []),
    ...leftIn(closed).map((name) => `${closed[name]} ${name} were left`),
  ];
}
