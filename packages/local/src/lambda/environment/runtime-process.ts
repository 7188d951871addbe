import type { CheckedConfig } from "../../config/function-config.ts";
import type { EnvironmentContext } from "./environment-variables.ts";
import { RuntimeApi, type RuntimeSignal } from "./runtime-api.ts";
import type { RuntimeEvent } from "./runtime-operations.ts";
import { type ProcessExit, Sandbox } from "./sandbox.ts";
import { SignalQueue } from "./signal-queue.ts";

/** The reason why a process that was started is not ready. */
export type StartFailure =
  | { readonly outcome: "timed out"; readonly posted: PostedInitError | undefined }
  | { readonly outcome: "exited"; readonly exit: ProcessExit; readonly posted: PostedInitError | undefined };

/** The error that the runtime posted before it ended. */
interface PostedInitError {
  readonly body: Buffer;
  readonly errorType: string | undefined;
}

/** The result of an event, as the process gave it. */
export type ProcessResult =
  | { readonly outcome: "returned" | "threw"; readonly body: Buffer }
  | { readonly outcome: "result too large" }
  | { readonly outcome: "timed out" }
  | { readonly outcome: "exited"; readonly exit: ProcessExit };

type Signal =
  | RuntimeSignal
  | { readonly type: "exit"; readonly exit: ProcessExit }
  | { readonly type: "deadline"; readonly timer: NodeJS.Timeout };

/** A function's process as its Runtime API and its sandbox see it: started, given events, replaced when it has ended. */
export class RuntimeProcess {
  readonly #signals = new SignalQueue<Signal>();
  #api!: RuntimeApi;
  #sandbox!: Sandbox;
  #state: "stopped" | "starting" | "idle" | "busy" = "stopped";

  private constructor() {}

  static async create(
    config: CheckedConfig,
    context: Omit<EnvironmentContext, "runtimeApi">,
  ): Promise<RuntimeProcess> {
    const created = new RuntimeProcess();
    created.#api = await RuntimeApi.start((signal) => created.#signals.push(signal));
    const runtimeApi = created.#api.address;
    try {
      created.#sandbox = await Sandbox.create(config, { ...context, runtimeApi });
    } catch (failure) {
      await created.#api.close();
      throw failure;
    }
    return created;
  }

  /** Whether it waits for an event. */
  get isIdle(): boolean {
    return this.#state === "idle";
  }

  get id(): number | undefined {
    return this.#sandbox.processId;
  }

  /**
   * Starts a process and waits until it asks for an event. Resolves with what went wrong, or nothing; throws where this
   * machine cannot start one.
   */
  async start(limitMs: number): Promise<StartFailure | undefined> {
    this.#state = "starting";
    this.#sandbox.start((exit) => {
      // Results that the process posted before it ended are still to be read.
      this.#api.drained().then(() => this.#signals.push({ type: "exit", exit }));
    });
    let posted: PostedInitError | undefined;
    const timer = this.#pushAt(limitMs);
    try {
      for (;;) {
        const signal = await this.#signals.take();
        if (signal.type === "next") {
          this.#state = "idle";
          return undefined;
        }
        if (signal.type === "init-error") posted = signal;
        if (signal.type === "exit") {
          this.#state = "stopped";
          if (signal.exit.shortage !== undefined) throw signal.exit.shortage;
          return { outcome: "exited", exit: signal.exit, posted };
        }
        if (signal.type === "deadline" && signal.timer === timer) {
          await this.#end();
          return { outcome: "timed out", posted };
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Delivers an event, and waits for the answer and for the runtime to be ready for the next one or gone. */
  async handle(event: RuntimeEvent, limitMs: number): Promise<ProcessResult> {
    this.#state = "busy";
    this.#sandbox.thaw();
    this.#api.deliver(event);
    let result: ProcessResult | undefined;
    const timer = this.#pushAt(limitMs);
    try {
      for (;;) {
        const signal = await this.#signals.take();
        result = resultIn(signal) ?? result;
        if (signal.type === "next") this.#state = "idle";
        if (result !== undefined && this.#state === "idle") return result;
        if (signal.type === "exit") {
          this.#state = "stopped";
          return result ?? { outcome: "exited", exit: signal.exit };
        }
        if (signal.type === "deadline" && signal.timer === timer) {
          await this.#end();
          return result ?? { outcome: "timed out" };
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether the handler got this event. */
  wasDelivered(requestId: string): boolean {
    return this.#sandbox.wasDelivered(requestId);
  }

  /** Returns whether a file that the process has loaded has changed since. */
  hasChanged(): boolean {
    return this.#sandbox.hasChanged();
  }

  takeLog(): Buffer {
    return this.#sandbox.takeLog();
  }

  freeze(): void {
    this.#sandbox.freeze();
  }

  kill(): void {
    this.#sandbox.kill();
  }

  /** Removes everything; nothing may wait for it any more. */
  async dispose(): Promise<void> {
    if (this.isIdle) await this.#end();
    await this.#api.close();
    await this.#sandbox.remove();
  }

  /** Kills the process and waits for its end. */
  async #end(): Promise<void> {
    this.#sandbox.kill();
    while ((await this.#signals.take()).type !== "exit") {}
    this.#state = "stopped";
  }

  #pushAt(delayMs: number): NodeJS.Timeout {
    // The time of an invocation can be over once its process has started again.
    const timer = setTimeout(() => this.#signals.push({ type: "deadline", timer }), Math.max(0, delayMs));
    return timer;
  }
}

/** Reads the result that a signal brings, if it brings one. */
function resultIn(signal: Signal): ProcessResult | undefined {
  switch (signal.type) {
    case "response":
      return { outcome: "returned", body: signal.body };
    case "error":
      return { outcome: "threw", body: signal.body };
    case "too-large":
      return { outcome: "result too large" };
    default:
      return undefined;
  }
}
