import { readFileSync, readlinkSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folders of services begin with it. */
export const FOLDER_PREFIX = "faultwire-local-";
/** The file in an environment's folder with its process's id, for those who have to end it. */
export const PROCESS_FILE = "process";
/** The file in a service's folder that names the process that runs the service. */
const OWNER_FILE = "owner";

/** Writes into a service's folder which process runs it. */
export async function claimFolder(folder: string): Promise<void> {
  await writeFile(join(folder, OWNER_FILE), identityOf(process.pid) ?? "");
}

/**
 * Ends the processes of services whose own process and guard have both been killed, and removes their folders. What
 * cannot be removed, such as a folder of another user, stays.
 */
export async function sweepDeadServices(): Promise<void> {
  const names = await readdir(tmpdir()).catch(() => []);
  // One after the other: many files open at once would leave other services here no descriptors for their callers.
  for (const name of names) if (name.startsWith(FOLDER_PREFIX)) await sweep(join(tmpdir(), name));
}

async function sweep(folder: string): Promise<void> {
  const owner = await readFile(join(folder, OWNER_FILE), "utf8").catch(() => "");
  if (owner === "" || !isDead(owner)) return;
  for (const environment of await readdir(folder).catch(() => [])) {
    const id = Number(await readFile(join(folder, environment, PROCESS_FILE), "utf8").catch(() => ""));
    if (id > 0 && belongsTo(id, folder)) kill(id);
  }
  await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** Whether the process of that identity has ended; one of another container cannot be seen and counts as alive. */
function isDead(owner: string): boolean {
  const [id = "", namespace] = owner.split(" ");
  return namespace === namespaceOf() && identityOf(Number(id)) !== owner;
}

/** A process's id, the namespace of ids and, on Linux, its start; undefined where it does not run. */
function identityOf(id: number): string | undefined {
  try {
    process.kill(id, 0);
  } catch (failure) {
    // Without permission it is there nevertheless. The cast: only the system's errors come from it.
    if ((failure as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  return `${id} ${namespaceOf()} ${startOf(id)}`;
}

function namespaceOf(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    // Not Linux.
    return "-";
  }
}

/** The start of a process in ticks since the system's: the 22nd field, counted from behind the name in parentheses. */
function startOf(id: number): string {
  try {
    return readFileSync(`/proc/${id}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
  } catch {
    // Not Linux.
    return "";
  }
}

/** Whether a process is one of the service's, and not a later one with the same id: its environment names the folder. */
function belongsTo(id: number, folder: string): boolean {
  try {
    return readFileSync(`/proc/${id}/environ`, "utf8").includes(`TMPDIR=${folder}/`);
  } catch {
    // It has ended; or this is not Linux, where the folder alone goes.
    return false;
  }
}

function kill(id: number): void {
  try {
    process.kill(-id, "SIGKILL");
  } catch {
    // The group has ended.
  }
}
