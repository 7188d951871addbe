import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { hasChanged } from "../../code/file-changes.ts";
import type { CheckedConfig } from "../../config/function-config.ts";
import { RUNTIME_FOLDER } from "../../runtime-folder.ts";
import type { DebuggerPlace } from "./debuggers.ts";
import type { ServiceContext } from "./environment-variables.ts";

/** The descriptor on which a process writes the URL of its debugger: the first after the log's. */
const DEBUG_DESCRIPTOR = 4;
/** VS Code's module in the Node.js options of its terminals, which attaches its debugger. */
const VS_CODE = /(?:--require|-r)[= ](?:"[^"]*bootloader[^"]*"|\S*bootloader\S*)/;

/** The module of ours that runs in a process before the runtime client, to watch files or to open a debugger. */
export class Companion {
  readonly #config: CheckedConfig;
  readonly #context: Pick<ServiceContext, "watch" | "debuggers">;
  readonly #loadedFile: string;
  #place: DebuggerPlace | undefined;

  constructor(config: CheckedConfig, context: Pick<ServiceContext, "watch" | "debuggers">, folder: string) {
    this.#config = config;
    this.#context = context;
    this.#loadedFile = join(folder, "loaded");
  }

  /** The arguments of Node.js that load it; none where nothing is asked of it. */
  get parameters(): readonly string[] {
    const isNeeded = this.#context.watch || this.#isDebugged || this.coverageFolder !== undefined;
    if (!this.#isNode || !isNeeded) return [];
    return ["--import", new URL("companion.mjs", RUNTIME_FOLDER).href];
  }

  /** The outputs of the process beyond those of the log. */
  get outputs(): readonly "pipe"[] {
    return this.#isDebugged ? ["pipe"] : [];
  }

  /** The variables with which a process is started. */
  get variables(): NodeJS.ProcessEnv {
    if (!this.#isNode) return {};
    const { watch } = this.#context;
    return {
      NODE_V8_COVERAGE: this.coverageFolder,
      ...(watch && { _FAULTWIRE_LOCAL_LOADED: this.#loadedFile }),
      ...this.#debugVariables(),
    };
  }

  /** The folder that the process writes its coverage to: the function's own, or that of this process. */
  get coverageFolder(): string | undefined {
    const folder = this.#config.environment.NODE_V8_COVERAGE || process.env.NODE_V8_COVERAGE;
    return this.#isNode && folder ? resolve(folder) : undefined;
  }

  /** Waits for the URL of the debugger of a process that was started. */
  follow(outputs: readonly unknown[]): void {
    const output = outputs[DEBUG_DESCRIPTOR];
    const place = this.#place;
    if (!(output instanceof Readable) || place === undefined) return;
    output.once("data", (url: Buffer) => place.listens(url.toString("utf8")));
    output.on("error", () => undefined);
  }

  /** Called when the process has ended. */
  leave(): void {
    this.#place?.leave();
    this.#place = undefined;
  }

  /** Returns whether a file that the process has loaded is not as it was then. */
  hasChanged(): boolean {
    return this.#isNode && this.#context.watch === true && hasChanged(new Map(this.#loaded()));
  }

  get #isNode(): boolean {
    return this.#config.reportsDelivery;
  }

  get #isDebugged(): boolean {
    return this.#isNode && (this.#context.debuggers?.includes(this.#config.name) ?? false);
  }

  #debugVariables(): NodeJS.ProcessEnv {
    if (!this.#isDebugged) return {};
    this.#place ??= this.#context.debuggers?.enter(this.#config.name);
    const { port, wait } = this.#place ?? {};
    const request = JSON.stringify({ port, wait, descriptor: DEBUG_DESCRIPTOR });
    return { _FAULTWIRE_LOCAL_DEBUG: request, ...vsCodeVariables(this.#config.environment.NODE_OPTIONS) };
  }

  /** The files that the process has loaded, with their states before. */
  #loaded(): readonly (readonly [file: string, state: string])[] {
    try {
      const lines = readFileSync(this.#loadedFile, "utf8").trimEnd().split("\n");
      return lines.filter((line) => line !== "").map((line) => JSON.parse(line));
    } catch {
      // It has loaded nothing.
      return [];
    }
  }
}

/** The variables of a terminal of VS Code that attaches to the processes in it. */
function vsCodeVariables(own = ""): NodeJS.ProcessEnv {
  const { VSCODE_INSPECTOR_OPTIONS, NODE_OPTIONS = "" } = process.env;
  const [bootloader] = VS_CODE.exec(NODE_OPTIONS) ?? [];
  if (VSCODE_INSPECTOR_OPTIONS === undefined || bootloader === undefined) return {};
  return { VSCODE_INSPECTOR_OPTIONS, NODE_OPTIONS: `${bootloader} ${own}`.trim() };
}
