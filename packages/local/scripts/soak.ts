/**
 * Invokes a function many times, crashes it in every way in between, and looks at what is left: processes,
 * descriptors (ports are among them), folders, heap. Fails where anything is.
 *
 *     node --expose-gc --conditions=@faultwire/source scripts/soak.ts [INVOCATIONS [CRASHES]]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Local, local } from "../src/local.ts";

const [invocations = 10_000, crashes = 200] = process.argv.slice(2).map(Number);
const CONCURRENT = 4;
/** The bytes that one run may keep, for `lambda.runs` and `lambda.logs`. */
const RECORD_BYTES = 4096;
/** The growth of the heap that is not a leak: compiled code, pools of Node.js. */
const HEAP_TOLERANCE_BYTES = 4 * 1024 * 1024;
const CRASHES = [{ exit: 1 }, { exit: 0 }, { signal: "SIGKILL" }, { sleep: 10_000 }];

interface Traces {
  readonly processes: number;
  readonly descriptors: number;
  readonly folders: number;
  readonly heap: number;
}

const folder = mkdtempSync(join(tmpdir(), "faultwire-soak-"));
process.env.TMPDIR = folder;
const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENT });

try {
  await use(200, 4, () => undefined);
  const before = await traces();
  let during: Traces | undefined;
  const seconds = await use(invocations, crashes, async () => {
    during = await traces();
  });
  const after = await traces();
  console.log(`${invocations} invocations and ${crashes} crashes in ${seconds.toFixed(1)} s`);
  console.table({ before, during, after });
  const perRun = ((during?.heap ?? 0) - before.heap) / invocations;
  console.log(`The record of a run takes ${perRun.toFixed(0)} bytes while the service runs.`);
  const isClean =
    after.processes <= before.processes &&
    after.descriptors <= before.descriptors &&
    after.folders === 0 &&
    after.heap - before.heap < HEAP_TOLERANCE_BYTES &&
    (during?.heap ?? 0) - before.heap < HEAP_TOLERANCE_BYTES + invocations * RECORD_BYTES;
  if (!isClean) throw new Error("something was left behind, see above");
} finally {
  agent.destroy();
  rmSync(folder, { recursive: true, force: true });
}

/** One service's life: calls of a function, a crash among every so many. Resolves with the seconds it took. */
async function use(calls: number, crashed: number, atEnd: () => unknown): Promise<number> {
  const startedAt = performance.now();
  const root = join(import.meta.dirname, "../test/functions");
  await using lambda = await local({ root, functions: { f: { handler: "scripted.handler", timeout: 0.2 } } });
  const every = Math.floor(calls / crashed);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < calls; index = next++) {
      if (index % every === 0) await invoke(lambda, CRASHES[(index / every) % CRASHES.length]);
      await invoke(lambda, { return: index });
    }
  };
  await Promise.all(Array.from({ length: CONCURRENT }, worker));
  await atEnd();
  return (performance.now() - startedAt) / 1000;
}

function invoke(lambda: Local, event: unknown): Promise<void> {
  const url = `${lambda.endpoint}/2015-03-31/functions/f/invocations`;
  return new Promise((resolve, reject) => {
    request(url, { method: "POST", agent }, (response) => response.resume().on("end", resolve))
      .on("error", reject)
      .end(JSON.stringify(event));
  });
}

async function traces(): Promise<Traces> {
  // Closed handles are gone a turn later, and garbage after that.
  await new Promise((resolve) => setTimeout(resolve, 100));
  globalThis.gc?.();
  const ps = execFileSync("ps", ["-eo", "ppid="], { encoding: "utf8" });
  return {
    // Less the one that tells.
    processes: ps.split("\n").filter((line) => Number(line) === process.pid).length - 1,
    descriptors: readdirSync(process.platform === "linux" ? "/proc/self/fd" : "/dev/fd").length,
    folders: readdirSync(folder).length,
    heap: process.memoryUsage().heapUsed,
  };
}
