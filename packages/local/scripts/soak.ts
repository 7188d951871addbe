/**
 * Invokes a function many times, crashes it in every way in between, starts and closes services, makes many calls at
 * once, and looks at what is left: processes, descriptors (ports are among them), folders, heap. Fails where anything
 * is, or where there were more processes than the service may have. Then kills programs whose services run, and sends the
 * requests of web pages and of paths outside of the root.
 *
 *     node --expose-gc --conditions=@faultwire/source scripts/soak.ts [INVOCATIONS [CRASHES [SERVICES [AT_ONCE [KILLED]]]]]
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Local, local } from "../src/local.ts";
import { killParent } from "./soak/killed-parent.ts";
import { refuseStrangers } from "./soak/strangers.ts";

const numbers = process.argv.slice(2).map(Number);
const [invocations = 10_000, crashes = 200, services = 50, atOnce = 1000, killed = 20] = numbers;
const CONCURRENT = 4;
/** Longer than four processes take to start at once: after a time-out the start is within the next call's time. */
const TIMEOUT_SECONDS = 1;
const ROOT = join(import.meta.dirname, "../test/functions");
/** The environments of the service that gets many calls at once. */
const MOST_ENVIRONMENTS = 20;
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
const manySockets = new Agent({ keepAlive: true });

try {
  await use(200, 4, () => undefined);
  const before = await traces();
  let during: Traces | undefined;
  const seconds = await use(invocations, crashes, async () => {
    during = await traces();
  });
  for (let count = 0; count < services; count += 1) await use(1, 1, () => undefined);
  const most = await callAtOnce(atOnce);
  const strangers = await refuseStrangers(ROOT);
  for (let count = 0; count < killed; count += 1) await killParent();
  const after = await traces();
  console.log(`${invocations} invocations and ${crashes} crashes in ${seconds.toFixed(1)} s`);
  console.log(`${services} services, and ${atOnce} calls at once in ${most} processes`);
  console.log(`${strangers} requests of strangers, and ${killed} programs killed`);
  console.table({ before, during, after });
  const perRun = ((during?.heap ?? 0) - before.heap) / invocations;
  console.log(`The record of a run takes ${perRun.toFixed(0)} bytes while the service runs.`);
  // The guard of the service's processes is one more.
  if (most > MOST_ENVIRONMENTS + 1) throw new Error(`${most} processes, of ${MOST_ENVIRONMENTS}`);
  const isClean =
    after.processes <= before.processes &&
    after.descriptors <= before.descriptors &&
    after.folders === 0 &&
    after.heap - before.heap < HEAP_TOLERANCE_BYTES &&
    (during?.heap ?? 0) - before.heap < HEAP_TOLERANCE_BYTES + invocations * RECORD_BYTES;
  if (!isClean) throw new Error("something was left behind, see above");
} finally {
  agent.destroy();
  manySockets.destroy();
  rmSync(folder, { recursive: true, force: true });
}

/** One service's life: calls of a function, a crash among every so many. Resolves with the seconds it took. */
async function use(calls: number, crashed: number, atEnd: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await using lambda = await local({
    root: ROOT,
    functions: { f: { handler: "scripted.handler", timeout: TIMEOUT_SECONDS } },
  });
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

/** Makes calls that are all answered. Resolves with the largest number of processes that was seen meanwhile. */
async function callAtOnce(calls: number): Promise<number> {
  const functions = { f: { handler: "scripted.handler", timeout: 60 } };
  await using lambda = await local({ root: ROOT, functions, maxEnvironments: MOST_ENVIRONMENTS });
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, childProcesses());
  }, 200);
  const answers = Array.from({ length: calls }, (_, index) => invoke(lambda, { return: index }, manySockets));
  const statuses = new Set(await Promise.all(answers));
  clearInterval(watch);
  if (statuses.size > 1 || !statuses.has(200)) throw new Error(`answers: ${[...statuses]}`);
  return Math.max(most, childProcesses());
}

function invoke(lambda: Local, event: unknown, through = agent): Promise<number | undefined> {
  const url = `${lambda.endpoint}/2015-03-31/functions/f/invocations`;
  return new Promise((resolve, reject) => {
    request(url, { method: "POST", agent: through }, (response) =>
      response.resume().on("end", () => resolve(response.statusCode)),
    )
      .on("error", reject)
      .end(JSON.stringify(event));
  });
}

function childProcesses(): number {
  const ps = execFileSync("ps", ["-eo", "ppid="], { encoding: "utf8" });
  // Less the one that tells.
  return ps.split("\n").filter((line) => Number(line) === process.pid).length - 1;
}

async function traces(): Promise<Traces> {
  // Closed handles are gone a turn later, and garbage after that.
  await new Promise((resolve) => setTimeout(resolve, 100));
  globalThis.gc?.();
  return {
    processes: childProcesses(),
    descriptors: readdirSync(process.platform === "linux" ? "/proc/self/fd" : "/dev/fd").length,
    folders: readdirSync(folder).length,
    heap: process.memoryUsage().heapUsed,
  };
}
