import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { CheckedConfig } from "./function-config.ts";
import type { LogPipe } from "./log-pipe.ts";

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What a function's process gets from outside its own configuration. */
export interface Surroundings {
  readonly runtimeApi: string;
  readonly region: string;
  /** Where the SDK inside a function finds this local Lambda service. */
  readonly lambdaEndpoint: string;
  /** What runs: `$LATEST` or a number. */
  readonly version: string;
}

const RUNTIME_CLIENT = fileURLToPath(new URL("../runtime/aws-lambda-ric-4.0.2.mjs", import.meta.url));
const LOG_STREAM_DATE = /^(\d+)-(\d+)-(\d+).*/;

/**
 * The place where a function's processes run, one after the other: a temporary folder that outlives a crash, as
 * `/tmp` does on AWS, and a process group that is frozen between invocations and killed as a whole.
 */
export class Sandbox {
  readonly #config: CheckedConfig;
  readonly #surroundings: Surroundings;
  readonly #log: LogPipe;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  private constructor(config: CheckedConfig, surroundings: Surroundings, log: LogPipe, folder: string) {
    this.#config = config;
    this.#surroundings = surroundings;
    this.#log = log;
    this.#folder = folder;
  }

  static async create(config: CheckedConfig, surroundings: Surroundings, log: LogPipe): Promise<Sandbox> {
    const folder = await mkdtemp(join(tmpdir(), "faultwire-local-"));
    const sandbox = new Sandbox(config, surroundings, log, folder);
    if (isTypeScript(config.modulePath)) await sandbox.#writeEntry();
    return sandbox;
  }

  /** Starts a process; `onExit` is called once it and its output have ended. */
  start(onExit: (exit: Exit) => void): void {
    // The shell joins both outputs to one pipe, in order, and then becomes the process itself.
    const command = [process.execPath, RUNTIME_CLIENT];
    const child = spawn("/bin/sh", ["-c", 'exec "$0" "$@" 2>&1', ...command], {
      cwd: this.#config.taskRoot,
      env: this.#environment(),
      stdio: ["ignore", "pipe", "ignore"],
      detached: true,
    });
    this.#process = child;
    if (child.stdout) this.#log.attach(child.stdout);
    // What the process started dies with it, and lets go of the pipe.
    child.once("exit", () => this.#signal(child, "SIGKILL"));
    child.once("close", (code, signal) => onExit({ code, signal }));
    child.once("error", () => onExit({ code: 1, signal: null }));
  }

  freeze(): void {
    if (this.#process) this.#signal(this.#process, "SIGSTOP");
  }

  thaw(): void {
    if (this.#process) this.#signal(this.#process, "SIGCONT");
  }

  kill(): void {
    if (this.#process) this.#signal(this.#process, "SIGKILL");
  }

  /** Removes the temporary folder; the process must have ended. */
  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  get processId(): number | undefined {
    return this.#process?.pid;
  }

  #signal(child: ChildProcess, signal: NodeJS.Signals): void {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      // The group has ended already.
    }
  }

  /** The runtime looks for .js, .mjs and .cjs only: a module of ours hands it the TypeScript one. */
  async #writeEntry(): Promise<void> {
    const url = JSON.stringify(pathToFileURL(this.#config.modulePath).href);
    await writeFile(join(this.#folder, "entry.mjs"), `export * from ${url};\n`);
  }

  #environment(): NodeJS.ProcessEnv {
    const { name, memorySize, taskRoot, handlerInTask, modulePath, environment } = this.#config;
    const { runtimeApi, region, lambdaEndpoint, version } = this.#surroundings;
    const typescript = isTypeScript(modulePath);
    return {
      PATH: process.env.PATH,
      LANG: "en_US.UTF-8",
      TZ: ":UTC",
      TMPDIR: this.#folder,
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL_LAMBDA: lambdaEndpoint,
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySize),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: version,
      AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_LOG_STREAM_NAME: new Date()
        .toISOString()
        .replace(LOG_STREAM_DATE, (_, year, month, day) => `${year}/${month}/${day}/[${version}]local`),
      AWS_LAMBDA_RUNTIME_API: runtimeApi,
      AWS_REGION: region,
      LAMBDA_RUNTIME_DIR: "/var/runtime",
      LAMBDA_TASK_ROOT: typescript ? this.#folder : taskRoot,
      ...environment,
      _FAULTWIRE_LOCAL_MARK: this.#log.mark,
      _HANDLER: typescript ? handlerInTask.replace(/^[^.]+/, "entry") : handlerInTask,
    };
  }
}

function isTypeScript(path: string): boolean {
  return /\.m?ts$/.test(path);
}
