import { performance } from "node:perf_hooks";
import type { CheckedConfig } from "../../config/function-config.ts";
import type { Surroundings } from "./environment-variables.ts";
import { PeakMemory } from "./peak-memory.ts";
import {
  exited,
  logLinesOf,
  type PlatformError,
  payloadOf,
  reportedType,
  responseTooLarge,
  timedOut,
} from "./platform-error.ts";
import { endLine, initReportLine, reportLine, type Status, startLine } from "./report-lines.ts";
import type { RuntimeEvent } from "./runtime-operations.ts";
import { type Answered, RuntimeProcess, type StartFailure } from "./runtime-process.ts";

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
  /** START to REPORT, with what the function wrote in between, and before it what it wrote while it started. */
  readonly log: string;
}

interface Ending extends Pick<Outcome, "how" | "body"> {
  readonly status?: Status;
  /** What the platform adds to the log. */
  readonly lines?: string;
}

/** "Init: 10 seconds", then once more within the invocation. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT_MS = 10_000;

/**
 * One execution environment: a process, its log, and the phases that AWS puts them through. A process that crashed
 * or timed out is replaced at the next invocation; its temporary folder stays.
 */
export class Environment {
  readonly #config: CheckedConfig;
  readonly #version: string;
  readonly #peakMemory = new PeakMemory();
  #process!: RuntimeProcess;
  #initLog = "";
  #initDuration: number | undefined;
  #hasStarted = false;
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
    environment.#process = await RuntimeProcess.create(config, surroundings);
    return environment;
  }

  invoke(invocation: Invocation): Promise<Outcome> {
    this.#running = this.#invoke(invocation);
    return this.#running;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#process.kill();
    await this.#running;
    await this.#process.dispose();
  }

  async #invoke(invocation: Invocation): Promise<Outcome> {
    const { requestId } = invocation;
    const { timeout, memorySize } = this.#config;
    if (!this.#hasStarted) await this.#init("init", INIT_LIMIT_MS);
    const startedAt = performance.now();
    const { ending, ran, log } = await this.#run(invocation);
    const duration = performance.now() - startedAt;
    const report = reportLine({
      requestId,
      durationMs: ending.status === "timeout" ? timeout * 1000 : duration,
      memorySizeMb: memorySize,
      peakMemoryMb: this.#peakMemory.of(this.#process.id) ?? memorySize,
      initDurationMs: this.#initDuration,
      status: ending.status,
    });
    const lines = `${startLine(requestId, this.#version)}${log}${ending.lines ?? ""}${endLine(requestId)}${report}`;
    const whole = this.#initLog + lines;
    this.#initLog = "";
    this.#initDuration = undefined;
    return { how: ending.how, body: ending.body, ran, log: whole };
  }

  /** The invoke phase, with the init phase within it where no process is ready. */
  async #run(invocation: Invocation): Promise<{ ending: Ending; ran: boolean; log: string }> {
    const deadline = Date.now() + this.#config.timeout * 1000;
    if (!this.#process.isIdle) {
      const failure = await this.#init("invoke", deadline - Date.now());
      if (failure !== undefined)
        return { ending: this.#initFailed(invocation, failure), ran: false, log: "" };
    }
    const answered = await this.#process.answer(eventOf(invocation, deadline), deadline - Date.now());
    const ending = this.#endingOf(invocation, answered);
    const log = this.#process.takeLog();
    if (!this.#process.isIdle) return { ending, ran: this.#process.hasBegun(invocation.requestId), log };
    this.#process.freeze();
    return { ending, ran: true, log };
  }

  async #init(phase: "init" | "invoke", limitMs: number): Promise<StartFailure | undefined> {
    if (this.#isDisposed)
      return { how: "exited", exit: { code: null, signal: "SIGKILL" }, posted: undefined };
    const startedAt = performance.now();
    const failure = await this.#process.start(limitMs);
    const duration = performance.now() - startedAt;
    if (phase === "init" && failure === undefined) this.#initDuration = duration;
    this.#hasStarted = true;
    this.#initLog += this.#process.takeLog();
    if (failure !== undefined) this.#initLog += initReportLine(duration, phase, statusOf(failure));
    return failure;
  }

  #initFailed({ requestId }: Invocation, failure: StartFailure): Ending {
    const { how, posted } = failure;
    const status = statusOf(failure);
    if (posted !== undefined) return { how: "init failed", body: posted.body, status };
    if (how === "timed out") return this.#timedOut(requestId);
    return byPlatform("init failed", exited(requestId, failure.exit));
  }

  #endingOf({ requestId }: Invocation, answered: Answered): Ending {
    if (answered.how === "timed out") return this.#timedOut(requestId);
    if (answered.how === "exited") return byPlatform("exited", exited(requestId, answered.exit));
    if (answered.how === "result too large")
      return { how: answered.how, body: payloadOf(responseTooLarge()) };
    return answered;
  }

  #timedOut(requestId: string): Ending {
    const body = payloadOf(timedOut(requestId, this.#config.timeout));
    return { how: "timed out", body, status: "timeout" };
  }
}

function eventOf(invocation: Invocation, deadline: number): RuntimeEvent {
  const { requestId, payload, functionArn, clientContext, tenantId, onChunk } = invocation;
  return {
    requestId,
    payload,
    onChunk,
    headers: {
      "lambda-runtime-deadline-ms": String(Math.round(deadline)),
      "lambda-runtime-invoked-function-arn": functionArn,
      "lambda-runtime-trace-id": `Root=1-${requestId.slice(0, 8)}-${requestId.replaceAll("-", "").slice(8)};Parent=0000000000000000;Sampled=0`,
      ...(clientContext === undefined ? {} : { "lambda-runtime-client-context": headerValue(clientContext) }),
      ...(tenantId === undefined ? {} : { "lambda-runtime-aws-tenant-id": tenantId }),
    },
  };
}

/** A text as a header carries it: UTF-8, one character for each byte, on one line as Go's server puts it. */
function headerValue(text: string): string {
  return Buffer.from(text.replace(/[\r\n]/g, " ")).toString("latin1");
}

function byPlatform(how: "exited" | "init failed", error: PlatformError): Ending {
  const { errorType } = error;
  return { how, body: payloadOf(error), status: { errorType }, lines: logLinesOf(error) };
}

function statusOf(failure: StartFailure): Status {
  if (failure.how === "timed out") return "timeout";
  const { posted, exit } = failure;
  return { errorType: posted === undefined ? exited("", exit).errorType : reportedType(posted.errorType) };
}
