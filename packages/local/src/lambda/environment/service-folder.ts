import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { claimFolder, FOLDER_PREFIX, PROCESS_FILE, sweepDeadServices } from "./dead-services.ts";

/** Waits for the end of its input, which is the end of this process whatever the reason, and cleans up. */
const GUARD = `read -r _
for file in "$0"/*/${PROCESS_FILE}; do
  test -f "$file" && kill -KILL "-$(cat "$file")"
done
rm -rf "$0"`;

/**
 * The folder that the environments of one service have theirs in. Functions' processes are frozen most of the time
 * and in groups of their own, so they would outlive a test run that is killed: a shell waits beside this process
 * and then ends them and removes the folder.
 */
export class ServiceFolder {
  readonly path: string;
  readonly #guard: ChildProcess;

  private constructor(path: string) {
    this.path = path;
    this.#guard = spawn("/bin/sh", ["-c", GUARD, path], {
      stdio: ["pipe", "ignore", "ignore"],
      detached: true,
    });
    const { stdin } = this.#guard;
    // It may be killed by others; all that is lost is the guard.
    for (const part of [this.#guard, stdin]) part?.on("error", () => undefined);
    // Neither it nor its input may keep this process alive.
    this.#guard.unref();
    if (stdin instanceof Socket) stdin.unref();
  }

  /** Makes it, after those of dead services have been swept. */
  static async create(): Promise<ServiceFolder> {
    await sweepDeadServices();
    const path = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
    await claimFolder(path);
    return new ServiceFolder(path);
  }

  /** Removes it; every process must have ended. */
  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
    const { exitCode, signalCode, stdin } = this.#guard;
    if (exitCode !== null || signalCode !== null) return;
    const ended = once(this.#guard, "exit");
    this.#guard.ref();
    stdin?.end();
    await ended;
  }
}
