import { performance } from "node:perf_hooks";
import type { CheckedConfig } from "./function-config.ts";
import { LogPipe } from "./log-pipe.ts";
import { exited, responseTooLarge, timedOut } from "./platform-error.ts";
import { endLine, peakMemory, reportLine, startLine } from "./report-lines.ts";
import { RuntimeApi, type RuntimeSignal } from "./runtime-api.ts";
import { type Exit, Sandbox, type Surroundings } from "./sandbox.ts";

/** One invocation, as the runtime gets it. */
export interface Invocation {
  readonly requestId: string;
  readonly payload: Buffer;
  readonly functionArn: string;
  readonly clientContext?: string | undefined;
  readonly tenantId?: string | undefined;
  /** Gets what a streaming handler writes, as it writes it. */
  readonly onChunk?: ((chunk: Buffer) => void) | undefined;
}

/** How an invocation ended. */
export interface Outcome {
  readonly how: "returned" | "threw" | "timed out" | "exited" | "result too large" | "init failed";
  /** The function's or the runtime's own bytes, or the platform's. */
  readonly body: Buffer;
  /** Whether the event reached the handler. */
  readonly ran: boolean;
  /** START to REPORT, with what the function wrote in between. */
  readonly log: string;
}

type Signal =
  | RuntimeSignal
  | { readonly type: "exit"; readonly exit: Exit }
  | { readonly type: "deadline"; readonly timer: NodeJS.Timeout };
type Ending = Pick<Outcome, "how" | "body">;
type State = "stopped" | "starting" | "idle" | "busy";

/** "Init: 10 seconds", then once more within the invocation. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT_MS = 10_000;

/**
 * One execution environment: a sandbox, its Runtime API, and the order in which things happen between them.
 * A process that crashed or timed out is replaced at the next invocation; the sandbox's folder stays.
 */
export class Environment {
  readonly #config: CheckedConfig;
  readonly #version: string;
  readonly #log = new LogPipe();
  #api!: RuntimeApi;
  #sandbox!: Sandbox;
  #state: State = "stopped";
  #hasStarted = false;
  #signals: Signal[] = [];
  #wake: (() => void) | undefined;
  #initDuration: number | undefined;
  #running: Promise<Outcome> | undefined;
  #isDisposed = false;

  private constructor(config: CheckedConfig, version: string) {
    this.#config = config;
    this.#version = version;
  }

  static async create(
    config: CheckedConfig,
    surroundings: Omit<Surroundings, "runtimeApi">,
  ): Promise<Environment> {
    const environment = new Environment(config, surroundings.version);
    environment.#api = await RuntimeApi.start((signal) => environment.#push(signal));
    environment.#sandbox = await Sandbox.create(
      config,
      { ...surroundings, runtimeApi: environment.#api.address },
      environment.#log,
    );
    return environment;
  }

  invoke(invocation: Invocation): Promise<Outcome> {
    this.#running = this.#invoke(invocation);
    return this.#running;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#sandbox.kill();
    await this.#running;
    if (this.#state === "idle") await this.#end();
    await this.#api.close();
    await this.#sandbox.remove();
  }

  async #invoke(invocation: Invocation): Promise<Outcome> {
    if (!this.#hasStarted) await this.#init(INIT_LIMIT_MS);
    const initLog = this.#log.take();
    const startedAt = performance.now();
    const { ending, ran, log } = await this.#run(invocation);
    const report = reportLine({
      requestId: invocation.requestId,
      durationMs: performance.now() - startedAt,
      memorySizeMb: this.#config.memorySize,
      peakMemoryMb: peakMemory(this.#sandbox.processId) ?? this.#config.memorySize,
      initDurationMs: this.#initDuration,
      timedOut: ending.how === "timed out",
    });
    this.#initDuration = undefined;
    return {
      ...ending,
      ran,
      log: `${initLog}${startLine(invocation.requestId, this.#version)}${log}${endLine(invocation.requestId)}${report}`,
    };
  }

  /** The invoke phase, with the init phase within it where no process is ready. */
  async #run(invocation: Invocation): Promise<{ ending: Ending; ran: boolean; log: string }> {
    const deadline = Date.now() + this.#config.timeout * 1000;
    if (this.#state !== "idle") {
      const failure = await this.#init(deadline - Date.now());
      if (failure !== undefined) {
        const ending =
          failure === "deadline" ? this.#timedOut(invocation) : this.#initFailed(invocation, failure);
        return { ending, ran: false, log: this.#log.take() };
      }
    }
    this.#deliver(invocation, deadline);
    const ending = await this.#await(invocation, deadline);
    if (this.#state !== "idle")
      return { ending, ran: this.#log.hasBegun(invocation.requestId), log: this.#log.take() };
    const log = await this.#log.takeUntilEnd(invocation.requestId);
    this.#sandbox.freeze();
    return { ending, ran: true, log };
  }

  /** Starts a process and waits until it asks for an event. Resolves with what went wrong, or nothing. */
  async #init(limitMs: number): Promise<{ exit: Exit; body: Buffer | undefined } | "deadline" | undefined> {
    if (this.#isDisposed) return { exit: { code: null, signal: "SIGKILL" }, body: undefined };
    const startedAt = performance.now();
    this.#state = "starting";
    this.#sandbox.start((exit) => {
      // What the process had posted before it ended is still to be read.
      this.#api.drained().then(() => this.#push({ type: "exit", exit }));
    });
    let body: Buffer | undefined;
    const timer = this.#pushAt(limitMs);
    try {
      for (;;) {
        const signal = await this.#take();
        if (signal.type === "next") {
          if (!this.#hasStarted) this.#initDuration = performance.now() - startedAt;
          this.#state = "idle";
          return undefined;
        }
        if (signal.type === "init-error") body = signal.body;
        if (signal.type === "exit") {
          this.#state = "stopped";
          return { exit: signal.exit, body };
        }
        if (signal.type === "deadline" && signal.timer === timer) {
          await this.#end();
          return "deadline";
        }
      }
    } finally {
      clearTimeout(timer);
      this.#hasStarted = true;
    }
  }

  #deliver(invocation: Invocation, deadline: number): void {
    const { requestId, payload, functionArn, clientContext, tenantId, onChunk } = invocation;
    this.#state = "busy";
    this.#sandbox.thaw();
    this.#api.deliver({
      requestId,
      payload,
      onChunk,
      headers: {
        "lambda-runtime-deadline-ms": String(Math.round(deadline)),
        "lambda-runtime-invoked-function-arn": functionArn,
        "lambda-runtime-trace-id": `Root=1-${requestId.slice(0, 8)}-${requestId.replaceAll("-", "").slice(8)};Parent=0000000000000000;Sampled=0`,
        ...(clientContext === undefined ? {} : { "lambda-runtime-client-context": clientContext }),
        ...(tenantId === undefined ? {} : { "lambda-runtime-aws-tenant-id": tenantId }),
      },
    });
  }

  /** Waits for the answer, and for the runtime to be ready for the next event or gone. */
  async #await(invocation: Invocation, deadline: number): Promise<Ending> {
    let answer: Ending | undefined;
    const timer = this.#pushAt(deadline - Date.now());
    try {
      for (;;) {
        const signal = await this.#take();
        if (signal.type === "response") answer = { how: "returned", body: signal.body };
        if (signal.type === "error") answer = { how: "threw", body: signal.body };
        if (signal.type === "too-large") answer = { how: "result too large", body: responseTooLarge() };
        if (signal.type === "next") this.#state = "idle";
        if (answer !== undefined && this.#state === "idle") return answer;
        if (signal.type === "exit") {
          this.#state = "stopped";
          return answer ?? { how: "exited", body: exited(invocation.requestId, signal.exit) };
        }
        if (signal.type === "deadline" && signal.timer === timer) {
          await this.#end();
          return answer ?? this.#timedOut(invocation);
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #timedOut({ requestId }: Invocation): Ending {
    return { how: "timed out", body: timedOut(requestId, this.#config.timeout) };
  }

  #initFailed({ requestId }: Invocation, { exit, body }: { exit: Exit; body: Buffer | undefined }): Ending {
    return { how: "init failed", body: body ?? exited(requestId, exit) };
  }

  /** Kills the process and waits for its end. */
  async #end(): Promise<void> {
    this.#sandbox.kill();
    while ((await this.#take()).type !== "exit") {}
    this.#state = "stopped";
  }

  #push(signal: Signal): void {
    this.#signals.push(signal);
    this.#wake?.();
  }

  #pushAt(delayMs: number): NodeJS.Timeout {
    const timer = setTimeout(() => this.#push({ type: "deadline", timer }), delayMs);
    return timer;
  }

  async #take(): Promise<Signal> {
    for (;;) {
      const signal = this.#signals.shift();
      if (signal !== undefined) return signal;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
