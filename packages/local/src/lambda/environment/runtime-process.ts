import type { CheckedConfig } from "../../config/function-config.ts";
import type { EnvironmentContext } from "./environment-variables.ts";
import { RuntimeApi, type RuntimeSignal } from "./runtime-api.ts";
import type { RuntimeEvent } from "./runtime-operations.ts";
import { type ProcessExit, Sandbox } from "./sandbox.ts";

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

/** A process that starts. */
interface Start {
  /** The error that the runtime posted. */
  posted: PostedInitError | undefined;
  /** Whether its time is over. */
  isLate: boolean;
  readonly resolve: (failure: StartFailure | undefined) => void;
  readonly reject: (failure: unknown) => void;
}

/** An event that the process has. */
interface Handling {
  result: ProcessResult | undefined;
  /** Whether its time is over. */
  isLate: boolean;
  readonly resolve: (result: ProcessResult) => void;
}

/**
 * A function's process as its Runtime API and its sandbox see it: started, given events, replaced when it has ended. Of
 * a function of a capacity provider it has several events at once.
 */
export class RuntimeProcess {
  readonly #isConcurrent: boolean;
  #api!: RuntimeApi;
  #sandbox!: Sandbox;
  #state: "stopped" | "starting" | "ready" = "stopped";
  #start: Start | undefined;
  /** The events without an end, by request id. */
  readonly #handled = new Map<string, Handling>();
  #exited = Promise.resolve();
  /** The end of the process; undefined while it runs. */
  #exit: ProcessExit | undefined;

  private constructor({ capacityProvider }: CheckedConfig) {
    this.#isConcurrent = capacityProvider !== undefined;
  }

  static async create(
    config: CheckedConfig,
    context: Omit<EnvironmentContext, "runtimeApi">,
  ): Promise<RuntimeProcess> {
    const created = new RuntimeProcess(config);
    created.#api = await RuntimeApi.start((signal) => created.#receive(signal));
    const runtimeApi = created.#api.address;
    try {
      created.#sandbox = await Sandbox.create(config, { ...context, runtimeApi });
    } catch (failure) {
      await created.#api.close();
      throw failure;
    }
    return created;
  }

  /** Whether it has ended and has not been started again. */
  get hasEnded(): boolean {
    return this.#exit !== undefined;
  }

  /** Whether it has asked for an event. One event at a time finds only then that it has ended in between. */
  get isReady(): boolean {
    return this.#state === "ready";
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
    this.#exit = undefined;
    const started = new Promise<StartFailure | undefined>((resolve, reject) => {
      this.#start = { posted: undefined, isLate: false, resolve, reject };
    });
    const exited = new Promise<ProcessExit>((resolve) => this.#sandbox.start(resolve));
    this.#exited = exited.then(
      async (exit) => {
        // Results that the process posted before it ended are still to be read.
        await this.#api.drained();
        this.#end(exit);
      },
      (failure) => this.#start?.reject(failure),
    );
    const timer = setTimeout(() => this.#endLate(this.#start), Math.max(0, limitMs));
    try {
      return await started;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Delivers an event, and waits for the answer. A process that has one event at a time is to be ready for the next one
   * then, or gone, and does not outlive the time of the event.
   */
  async handle(event: RuntimeEvent, limitMs: number): Promise<ProcessResult> {
    const { requestId } = event;
    if (this.#exit !== undefined) {
      this.#state = "stopped";
      return { outcome: "exited", exit: this.#exit };
    }
    this.#sandbox.thaw(requestId);
    const handled = new Promise<ProcessResult>((resolve) => {
      this.#handled.set(requestId, { result: undefined, isLate: false, resolve });
    });
    this.#api.deliver(event);
    // The time of an invocation can be over once its process has started again.
    const timer = setTimeout(() => this.#timeOut(requestId), Math.max(0, limitMs));
    try {
      return await handled;
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

  /** Takes what the process has written since: of one invocation, where it has several. */
  takeLog(requestId?: string): Buffer {
    return this.#sandbox.takeLog(requestId);
  }

  freeze(): void {
    this.#sandbox.freeze();
  }

  kill(): void {
    this.#sandbox.kill();
  }

  /** Removes everything; nothing may wait for it any more. */
  async dispose(): Promise<void> {
    this.#sandbox.kill();
    await this.#exited;
    await this.#api.close();
    await this.#sandbox.remove();
  }

  #receive(signal: RuntimeSignal): void {
    if (signal.type === "next") this.#becomeReady();
    else if (signal.type !== "init-error") this.#answer(signal.requestId, resultIn(signal));
    else if (this.#start !== undefined) this.#start.posted = signal;
  }

  #becomeReady(): void {
    if (this.#start?.isLate) return;
    this.#state = "ready";
    this.#start?.resolve(undefined);
    this.#start = undefined;
    this.#settleFinished();
  }

  #answer(requestId: string, result: ProcessResult): void {
    const handling = this.#handled.get(requestId);
    if (handling === undefined || handling.isLate) return;
    handling.result = result;
    this.#settleFinished();
  }

  /** Ends the events that have their result, and whose process is ready for more. */
  #settleFinished(): void {
    if (!this.#isConcurrent && this.#api.questions === 0) return;
    for (const [requestId, { result }] of this.#handled)
      if (result !== undefined) this.#settle(requestId, result);
  }

  #timeOut(requestId: string): void {
    if (this.#isConcurrent) {
      this.#api.giveUp(requestId);
      this.#settle(requestId, { outcome: "timed out" });
    } else this.#endLate(this.#handled.get(requestId));
  }

  /** Ends the process because of what takes too long; it has its result once the process has ended. */
  #endLate(late: Start | Handling | undefined): void {
    if (late === undefined) return;
    late.isLate = true;
    this.#sandbox.kill();
  }

  #end(exit: ProcessExit): void {
    this.#exit = exit;
    // On AWS the process is frozen between two events, and ends with the next one.
    if (this.isReady && !this.#isConcurrent && this.#handled.size === 0) return;
    this.#state = "stopped";
    const start = this.#start;
    this.#start = undefined;
    if (exit.shortage !== undefined) start?.reject(exit.shortage);
    else if (start !== undefined) {
      const { posted } = start;
      start.resolve(start.isLate ? { outcome: "timed out", posted } : { outcome: "exited", exit, posted });
    }
    for (const [requestId, { result, isLate }] of this.#handled) {
      this.#api.giveUp(requestId);
      this.#settle(requestId, result ?? (isLate ? { outcome: "timed out" } : { outcome: "exited", exit }));
    }
  }

  #settle(requestId: string, result: ProcessResult): void {
    this.#handled.get(requestId)?.resolve(result);
    this.#handled.delete(requestId);
  }
}

/** Reads the result that a signal brings. */
function resultIn(signal: Exclude<RuntimeSignal, { readonly type: "next" | "init-error" }>): ProcessResult {
  if (signal.type === "too-large") return { outcome: "result too large" };
  return { outcome: signal.type === "response" ? "returned" : "threw", body: signal.body };
}
