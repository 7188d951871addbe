import { performance } from "node:perf_hooks";
import type { BuiltCode } from "../../code/function-code.ts";
import type { CheckedConfig } from "../../config/function-config.ts";
import { type Trace, traceText } from "../../trace.ts";
import { InvocationLog } from "../invocation-log.ts";
import type { EnvironmentContext } from "./environment-variables.ts";
import { explainInitError } from "./explain-init-error.ts";
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
import { endLine, initReportLine, type ReportStatus, reportLine, startLine } from "./report-lines.ts";
import type { RuntimeEvent } from "./runtime-operations.ts";
import { type ProcessResult, RuntimeProcess, type StartFailure } from "./runtime-process.ts";

/** One invocation, as the runtime gets it. */
export interface Invocation {
  readonly requestId: string;
  readonly trace: Trace;
  readonly payload: Buffer;
  readonly functionArn: string;
  readonly clientContext?: string | undefined;
  readonly tenantId?: string | undefined;
  /** Gets what a streaming handler writes, as it writes it, with the content type of the stream. */
  readonly onChunk?: ((chunk: Buffer, contentType: string) => void) | undefined;
}

/** The result of an invocation, before any wire. */
export interface InvocationResult {
  readonly requestId: string;
  readonly traceId: string;
  readonly outcome: "returned" | "threw" | "timed out" | "exited" | "result too large" | "init failed";
  /** Whether the body describes a function error. */
  readonly failed: boolean;
  /** The function's or the runtime's own bytes, or the platform's. */
  readonly body: Buffer;
  /** Whether the event reached the handler. */
  readonly ran: boolean;
  /** START to REPORT, with what the function wrote in between, and before it what it wrote while it started. */
  readonly log: InvocationLog;
}

/** The end of an invocation, as its process or the platform reports it. */
interface InvocationEnd extends Pick<InvocationResult, "outcome" | "body"> {
  readonly status?: ReportStatus;
  /** Lines that the platform adds to the log. */
  readonly lines?: string;
}

/** "Init: 10 seconds", then once more within the invocation. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT_MS = 10_000;
/** In place of every limit while a debugger may hold the function: a day. */
const DEBUG_LIMIT_MS = 86_400_000;
const NOTHING = Buffer.alloc(0);

/**
 * One execution environment: a process, its log, and the phases that AWS puts them through. A process that crashed
 * or timed out is replaced at the next invocation; its temporary folder stays.
 */
export class Environment {
  /** The built code that it runs. */
  readonly code: BuiltCode | undefined;
  readonly #config: CheckedConfig;
  readonly #version: string;
  readonly #isDebugged: boolean;
  readonly #peakMemory = new PeakMemory();
  #process!: RuntimeProcess;
  #initLog = NOTHING;
  #initDuration: number | undefined;
  #hasStarted = false;
  #running: Promise<InvocationResult> | undefined;
  #isDisposed = false;

  private constructor(config: CheckedConfig, context: Omit<EnvironmentContext, "runtimeApi">) {
    const { version, code, debuggers } = context;
    this.#config = config;
    this.#isDebugged = debuggers?.includes(config.name) ?? false;
    this.#version = version;
    this.code = code;
  }

  static async create(
    config: CheckedConfig,
    context: Omit<EnvironmentContext, "runtimeApi">,
  ): Promise<Environment> {
    const environment = new Environment(config, context);
    environment.#process = await RuntimeProcess.create(config, context);
    return environment;
  }

  /** Returns whether a file that its process has loaded has changed since. */
  hasChanged(): boolean {
    return this.#process.hasChanged();
  }

  invoke(invocation: Invocation): Promise<InvocationResult> {
    this.#running = this.#invoke(invocation);
    return this.#running;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#process.kill();
    // Its caller has got the failure.
    await this.#running?.catch(() => undefined);
    await this.#process.dispose();
  }

  async #invoke(invocation: Invocation): Promise<InvocationResult> {
    const { requestId, trace } = invocation;
    const { timeout, memorySize } = this.#config;
    if (!this.#hasStarted) await this.#init("init", INIT_LIMIT_MS);
    const startedAt = performance.now();
    const { end, ran, log } = await this.#run(invocation);
    const duration = performance.now() - startedAt;
    const report = reportLine({
      requestId,
      trace,
      durationMs: end.status === "timeout" ? timeout * 1000 : duration,
      memorySizeMb: memorySize,
      peakMemoryMb: this.#peakMemory.of(this.#process.id) ?? memorySize,
      initDurationMs: this.#initDuration,
      status: end.status,
    });
    const whole = Buffer.concat([
      this.#initLog,
      Buffer.from(startLine(requestId, this.#version)),
      log,
      Buffer.from(`${end.lines ?? ""}${endLine(requestId)}${report}`),
    ]);
    this.#initLog = NOTHING;
    this.#initDuration = undefined;
    const { outcome, body } = end;
    const failed = outcome !== "returned";
    return { requestId, traceId: trace.root, outcome, failed, body, ran, log: new InvocationLog(whole) };
  }

  /** The invoke phase, with the init phase within it where no process is ready. */
  async #run(invocation: Invocation): Promise<{ end: InvocationEnd; ran: boolean; log: Buffer }> {
    const deadline = Date.now() + this.#limit(this.#config.timeout * 1000);
    if (!this.#process.isIdle) {
      const failure = await this.#init("invoke", deadline - Date.now());
      if (failure !== undefined)
        return { end: this.#initFailed(invocation, failure), ran: false, log: NOTHING };
    }
    const result = await this.#process.handle(eventOf(invocation, deadline), deadline - Date.now());
    const end = this.#endOf(invocation, result);
    const log = this.#process.takeLog();
    if (!this.#process.isIdle) return { end, ran: this.#process.wasDelivered(invocation.requestId), log };
    if (!this.#isDebugged) this.#process.freeze();
    return { end, ran: true, log };
  }

  async #init(phase: "init" | "invoke", limitMs: number): Promise<StartFailure | undefined> {
    if (this.#isDisposed)
      return { outcome: "exited", exit: { code: null, signal: "SIGKILL" }, posted: undefined };
    const startedAt = performance.now();
    const failure = await this.#process.start(this.#limit(limitMs));
    const duration = performance.now() - startedAt;
    if (phase === "init" && failure === undefined) this.#initDuration = duration;
    this.#hasStarted = true;
    const report = failure === undefined ? "" : initReportLine(duration, phase, statusOf(failure));
    this.#initLog = Buffer.concat([this.#initLog, this.#process.takeLog(), Buffer.from(report)]);
    return failure;
  }

  #limit(limitMs: number): number {
    return this.#isDebugged ? DEBUG_LIMIT_MS : limitMs;
  }

  #initFailed({ requestId }: Invocation, failure: StartFailure): InvocationEnd {
    const { outcome, posted } = failure;
    const status = statusOf(failure);
    if (posted !== undefined)
      return { outcome: "init failed", body: explainInitError(posted.body, this.#config), status };
    if (outcome === "timed out") return this.#timedOut(requestId);
    return byPlatform("init failed", exited(requestId, failure.exit));
  }

  #endOf({ requestId }: Invocation, result: ProcessResult): InvocationEnd {
    if (result.outcome === "timed out") return this.#timedOut(requestId);
    if (result.outcome === "exited") return byPlatform("exited", exited(requestId, result.exit));
    if (result.outcome === "result too large")
      return { outcome: result.outcome, body: payloadOf(responseTooLarge()) };
    return result;
  }

  #timedOut(requestId: string): InvocationEnd {
    const body = payloadOf(timedOut(requestId, this.#config.timeout));
    return { outcome: "timed out", body, status: "timeout" };
  }
}

function eventOf(invocation: Invocation, deadline: number): RuntimeEvent {
  const { requestId, trace, payload, functionArn, clientContext, tenantId, onChunk } = invocation;
  return {
    requestId,
    payload,
    onChunk,
    headers: {
      "lambda-runtime-deadline-ms": String(Math.round(deadline)),
      "lambda-runtime-invoked-function-arn": functionArn,
      "lambda-runtime-trace-id": traceText(trace),
      ...(clientContext === undefined ? {} : { "lambda-runtime-client-context": headerValue(clientContext) }),
      ...(tenantId === undefined ? {} : { "lambda-runtime-aws-tenant-id": tenantId }),
    },
  };
}

/** A text as a header carries it: UTF-8, one character for each byte, on one line as Go's server puts it. */
function headerValue(text: string): string {
  return Buffer.from(text.replace(/[\r\n]/g, " ")).toString("latin1");
}

function byPlatform(outcome: "exited" | "init failed", error: PlatformError): InvocationEnd {
  const { errorType } = error;
  return { outcome, body: payloadOf(error), status: { errorType }, lines: logLinesOf(error) };
}

function statusOf(failure: StartFailure): ReportStatus {
  if (failure.outcome === "timed out") return "timeout";
  const { posted, exit } = failure;
  return { errorType: posted === undefined ? exited("", exit).errorType : reportedType(posted.errorType) };
}
