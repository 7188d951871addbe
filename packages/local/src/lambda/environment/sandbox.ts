import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckedConfig } from "../../config/function-config.ts";
import { Companion } from "./companion.ts";
import { rewriteCoverage } from "./coverage-files.ts";
import { PROCESS_FILE } from "./dead-services.ts";
import { writeEntry } from "./entry-module.ts";
import { type EnvironmentContext, environmentVariables } from "./environment-variables.ts";
import { LogFile } from "./log-file.ts";
import { RequestLogs } from "./request-logs.ts";

/** The end of a process. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Why there was no process at all, in the system's words. */
  readonly notStarted?: string;
  /** The failure of this machine because of which there was no process. */
  readonly shortage?: Error;
}

const FREEZE_AFTER_MS = 2;
/** The time that a process has to write its coverage. */
const COVERAGE_MS = 2000;
/** No descriptors, no processes, no memory: not a fault of the function. */
const SHORTAGES = new Set(["EMFILE", "ENFILE", "EAGAIN", "ENOMEM"]);
/** Go's words, which the platform uses. */
const SPAWN_TEXTS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  ENOENT: "no such file or directory",
};

/**
 * The place where a function's processes run, one after the other: a temporary folder that outlives a crash, as
 * `/tmp` does on AWS, and a process group that is frozen between invocations and killed as a whole. That of a function
 * of a capacity provider is never frozen.
 */
export class Sandbox {
  readonly #config: CheckedConfig;
  readonly #context: EnvironmentContext;
  readonly #folder: string;
  readonly #log: LogFile;
  /** Undefined where one invocation runs at a time. */
  readonly #requestLogs: RequestLogs | undefined;
  readonly #logStream: string;
  readonly #companion: Companion;
  #process: ChildProcess | undefined;
  #freezing: NodeJS.Timeout | undefined;

  private constructor(config: CheckedConfig, context: EnvironmentContext, folder: string) {
    this.#config = config;
    this.#context = context;
    this.#folder = folder;
    this.#logStream = logStreamName(context.version);
    this.#log = new LogFile(join(folder, "log"));
    this.#requestLogs = config.capacityProvider && new RequestLogs(this.#log);
    this.#companion = new Companion(config, context, folder);
  }

  static async create(config: CheckedConfig, context: EnvironmentContext): Promise<Sandbox> {
    const folder = await mkdtemp(join(context.folder, "environment-"));
    const sandbox = new Sandbox(config, context, folder);
    await mkdir(sandbox.#temporaryFolder);
    await writeFile(sandbox.#deliveredFile, "");
    if (config.source !== undefined)
      await writeEntry(sandbox.#entryFolder, { config, source: config.source, code: context.code });
    return sandbox;
  }

  /** Starts a process; `onExit` is called once it has ended, or could not be started. */
  start(onExit: (exit: ProcessExit) => void): void {
    this.#log.trim();
    const [executable = "", ...parameters] = this.#config.command;
    const child = spawn(executable, [...this.#companion.parameters, ...parameters], {
      cwd: this.#config.taskRoot,
      env: this.#environment(),
      // The fourth is for the messages of the runtime client, which has its number from the environment.
      stdio: [
        "ignore",
        this.#log.descriptor,
        this.#log.descriptor,
        this.#log.descriptor,
        ...this.#companion.outputs,
      ],
      detached: true,
    });
    this.#process = child;
    child.once("error", (failure: NodeJS.ErrnoException) => {
      if (SHORTAGES.has(failure.code ?? "")) return onExit({ code: null, signal: null, shortage: failure });
      const notStarted = `fork/exec ${executable}: ${SPAWN_TEXTS[failure.code ?? ""] ?? failure.message}`;
      onExit({ code: null, signal: null, notStarted });
    });
    if (child.pid === undefined) return;
    this.#companion.follow(child.stdio);
    const processFile = join(this.#folder, PROCESS_FILE);
    writeFileSync(processFile, String(child.pid));
    child.once("exit", (code, signal) => {
      // Processes that it started end with it: the group has its id as long as one of them runs.
      signalGroup(child, "SIGKILL");
      rmSync(processFile, { force: true });
      this.#companion.leave();
      this.#finishCoverage(child);
      onExit({ code, signal });
    });
  }

  /**
   * Takes what was written since it was last asked: all of it, where the process has asked for an event or ended. Of
   * several invocations at once it takes the lines of one, and those of none.
   */
  takeLog(requestId = ""): Buffer {
    return this.#requestLogs === undefined ? this.#log.take() : this.#requestLogs.take(requestId);
  }

  /** Stops the process a moment later, so that back-to-back invocations skip the freeze. */
  freeze(): void {
    if (this.#requestLogs !== undefined) return;
    this.#freezing = setTimeout(() => {
      this.#freezing = undefined;
      if (this.#process) this.#signal(this.#process, "SIGSTOP");
    }, FREEZE_AFTER_MS).unref();
  }

  /** Makes the process ready for an event: it goes on, if it was stopped. */
  thaw(requestId: string): void {
    if (this.#requestLogs?.isIdle) truncateSync(this.#deliveredFile);
    this.#requestLogs?.open(requestId);
    if (this.#requestLogs === undefined && this.#process && this.#freezing === undefined) {
      this.#log.trim();
      this.#signal(this.#process, "SIGCONT");
    }
    clearTimeout(this.#freezing);
    this.#freezing = undefined;
  }

  kill(): void {
    clearTimeout(this.#freezing);
    this.#freezing = undefined;
    if (this.#process === undefined) return;
    if (this.#companion.coverageFolder === undefined) this.#signal(this.#process, "SIGKILL");
    else this.#endWithCoverage(this.#process);
  }

  /** Removes its folder; the process must have ended. */
  async remove(): Promise<void> {
    this.#log.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Returns whether a file that the process has loaded has changed since. */
  hasChanged(): boolean {
    return this.#companion.hasChanged();
  }

  get processId(): number | undefined {
    return this.#process?.pid;
  }

  /** Returns whether the handler got this event, as far as the process has recorded it. */
  wasDelivered(requestId: string): boolean {
    if (!this.#config.reportsDelivery) return true;
    return readFileSync(this.#deliveredFile, "utf8").split("\n").includes(requestId);
  }

  get #deliveredFile(): string {
    return join(this.#folder, "delivered");
  }

  get #entryFolder(): string {
    return join(this.#folder, "entry");
  }

  get #temporaryFolder(): string {
    return join(this.#folder, "tmp");
  }

  /** Lets a process end by itself, which writes its coverage then; one that does not is killed. */
  #endWithCoverage(child: ChildProcess): void {
    if (hasEnded(child)) return;
    this.#signal(child, "SIGCONT");
    child.kill("SIGTERM");
    const timer = setTimeout(() => this.#signal(child, "SIGKILL"), COVERAGE_MS);
    child.once("exit", () => clearTimeout(timer));
  }

  #finishCoverage({ pid }: ChildProcess): void {
    const { coverageFolder: folder } = this.#companion;
    const { code } = this.#context;
    const { source } = this.#config;
    if (folder === undefined || code === undefined || source === undefined || pid === undefined) return;
    rewriteCoverage({ id: pid, folder, url: pathToFileURL(source.file).href, code });
  }

  /** Signals a process and those that it started, unless it has ended: its id may be another process's by then. */
  #signal(child: ChildProcess, signal: NodeJS.Signals): void {
    if (!hasEnded(child)) signalGroup(child, signal);
  }

  #environment(): NodeJS.ProcessEnv {
    const { source, taskRoot, reportsDelivery } = this.#config;
    return environmentVariables(this.#config, this.#context, {
      temporaryFolder: this.#temporaryFolder,
      taskRoot: source === undefined ? taskRoot : this.#entryFolder,
      logStream: this.#logStream,
      deliveredFile: reportsDelivery ? this.#deliveredFile : undefined,
      companion: this.#companion.variables,
    });
  }
}

/** As AWS names them: the day, the version, and 32 hexadecimal digits. */
function logStreamName(version: string): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll("-", "/");
  return `${day}/[${version}]${randomUUID().replaceAll("-", "")}`;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}
