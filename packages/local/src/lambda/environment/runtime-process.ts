import type { CheckedConfig } from "../../config/function-config.ts";
import type { Surroundings } from "./environment-variables.ts";
import { RuntimeApi, type RuntimeSignal } from "./runtime-api.ts";
import type { RuntimeEvent } from "./runtime-operations.ts";
import { type Exit, Sandbox } from "./sandbox.ts";
import { SignalQueue } from "./signal-queue.ts";

/** Why a process that was started is not ready. */
export type StartFailure =
  | { readonly how: "timed out"; readonly posted: InitError | undefined }
  | { readonly how: "exited"; readonly exit: Exit; readonly posted: InitError | undefined };

/** What the runtime told of it. */
export interface InitError {
  readonly body: Buffer;
  readonly errorType: string | undefined;
}

/** What became of an event. */
export type Answered =
  | { readonly how: "returned" | "threw"; readonly body: Buffer }
  | { readonly how: "result too large" }
  | { readonly how: "timed out" }
  | { readonly how: "exited"; readonly exit: Exit };

type Signal =
  | RuntimeSignal
  | { readonly type: "exit"; readonly exit: Exit }
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
    surroundings: Omit<Surroundings, "runtimeApi">,
  ): Promise<RuntimeProcess> {
    const created = new RuntimeProcess();
    created.#api = await RuntimeApi.start((signal) => created.#signals.push(signal));
    const runtimeApi = created.#api.address;
    try {
      created.#sandbox = await Sandbox.create(config, { ...surroundings, runtimeApi });
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

  /** Starts a process and waits until it asks for an event. Resolves with what went wrong, or nothing. */
  async start(limitMs: number): Promise<StartFailure | undefined> {
    this.#state = "starting";
    this.#sandbox.start((exit) => {
      // What the process had posted before it ended is still to be read.
      this.#api.drained().then(() => this.#signals.push({ type: "exit", exit }));
    });
    let posted: InitError | undefined;
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
          return { how: "exited", exit: signal.exit, posted };
        }
        if (signal.type === "deadline" && signal.timer === timer) {
          await this.#end();
          return { how: "timed out", posted };
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Delivers an event, and waits for the answer and for the runtime to be ready for the next one or gone. */
  async answer(event: RuntimeEvent, limitMs: number): Promise<Answered> {
    this.#state = "busy";
    this.#sandbox.thaw();
    this.#api.deliver(event);
    let answered: Answered | undefined;
    const timer = this.#pushAt(limitMs);
    try {
      for (;;) {
        const signal = await this.#signals.take();
        answered = resultIn(signal) ?? answered;
        if (signal.type === "next") this.#state = "idle";
        if (answered !== undefined && this.#state === "idle") return answered;
        if (signal.type === "exit") {
          this.#state = "stopped";
          return answered ?? { how: "exited", exit: signal.exit };
        }
        if (signal.type === "deadline" && signal.timer === timer) {
          await this.#end();
          return answered ?? { how: "timed out" };
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether the handler got this event. */
  hasBegun(requestId: string): boolean {
    return this.#sandbox.hasBegun(requestId);
  }

  takeLog(): string {
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
    const timer = setTimeout(() => this.#signals.push({ type: "deadline", timer }), delayMs);
    return timer;
  }
}

/** Reads the result that a signal brings, if it brings one. */
function resultIn(signal: Signal): Answered | undefined {
  switch (signal.type) {
    case "response":
      return { how: "returned", body: signal.body };
    case "error":
      return { how: "threw", body: signal.body };
    case "too-large":
      return { how: "result too large" };
    default:
      return undefined;
  }
}
