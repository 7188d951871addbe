import { performance } from "node:perf_hooks";
import type { BuiltCode } from "../../code/function-code.ts";
import type { CheckedConfig } from "../../config/function-config.ts";
import { type Trace, traceText } from "../../trace.ts";
import { InvocationLog } from "../invocation-log.ts";
import type { EnvironmentContext } from "./environment-variables.ts";
import { explainInitError } from "./explain-init-error.ts";
import { MANAGED_INSTANCES_WORDS } from "./managed-instances-words.ts";
import { PeakMemory } from "./peak-memory.ts";
import { type PlatformError, payloadOf, reportedType } from "./platform-error.ts";
import { DEFAULT_WORDS, type PlatformWords } from "./platform-words.ts";
import type { ReportStatus } from "./report-lines.ts";
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
/** "The maximum of 130 seconds or the configured function timeout". https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html */
const MANAGED_INIT_LIMIT_MS = 130_000;
/** In place of every limit while a debugger may hold the function: a day. */
const DEBUG_LIMIT_MS = 86_400_000;
const NOTHING = Buffer.alloc(0);

/**
 * One execution environment: a process, its log, and the phases that AWS puts them through. A process that crashed
 * or timed out is replaced at the next invocation; its temporary folder stays. Of a function of a capacity provider it
 * runs several invocations at once, outlives those that take too long, and ends with its process.
 */
export class Environment {
  /** The built code that it runs. */
  readonly code: BuiltCode | undefined;
  readonly #config: CheckedConfig;
  readonly #version: string;
  readonly #isDebugged: boolean;
  readonly #isManaged: boolean;
  readonly #words: PlatformWords;
  readonly #peakMemory = new PeakMemory();
  #process!: RuntimeProcess;
  #initLog = NOTHING;
  #initDuration: number | undefined;
  /** The init phase, of which invocations at once wait for the same. */
  #started: Promise<StartFailure | undefined> | undefined;
  readonly #running = new Set<Promise<InvocationResult>>();
  #isDisposed = false;

  private constructor(config: CheckedConfig, context: Omit<EnvironmentContext, "runtimeApi">) {
    const { version, code, debuggers } = context;
    this.#config = config;
    this.#isDebugged = debuggers?.includes(config.name) ?? false;
    this.#isManaged = config.capacityProvider !== undefined;
    this.#words = this.#isManaged ? MANAGED_INSTANCES_WORDS : DEFAULT_WORDS;
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

  /** Whether it can run nothing more. */
  get hasEnded(): boolean {
    return this.#isManaged && this.#process.hasEnded;
  }

  invoke(invocation: Invocation): Promise<InvocationResult> {
    const running = this.#invoke(invocation);
    this.#running.add(running);
    const done = () => void this.#running.delete(running);
    running.then(done, done);
    return running;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    this.#process.kill();
    // Their callers have got the failures.
    await Promise.allSettled(this.#running);
    await this.#process.dispose();
  }

  async #invoke(invocation: Invocation): Promise<InvocationResult> {
    const { requestId, trace } = invocation;
    const { timeout, memorySize } = this.#config;
    this.#started ??= this.#init("init", this.#initLimitMs);
    const failure = await this.#started;
    const startLine = this.#words.startLine(requestId, this.#version);
    const startedAt = performance.now();
    const { end, ran, log } = await this.#run(invocation, failure);
    const duration = performance.now() - startedAt;
    const { outcome, body, status } = end;
    const failed = outcome !== "returned";
    const endLines = this.#words.endLines({
      requestId,
      trace,
      durationMs: status === "timeout" ? timeout * 1000 : duration,
      memorySizeMb: memorySize,
      peakMemoryMb: this.#peakMemory.of(this.#process.id) ?? memorySize,
      initDurationMs: this.#initDuration,
      status,
      failed,
    });
    const whole = Buffer.concat([
      this.#initLog,
      Buffer.from(startLine),
      log,
      Buffer.from(`${end.lines ?? ""}${endLines}`),
    ]);
    this.#initLog = NOTHING;
    this.#initDuration = undefined;
    return { requestId, traceId: trace.root, outcome, failed, body, ran, log: new InvocationLog(whole) };
  }

  /** The invoke phase, with a further init phase within it where no process is ready. */
  async #run(
    invocation: Invocation,
    failed: StartFailure | undefined,
  ): Promise<{ end: InvocationEnd; ran: boolean; log: Buffer }> {
    const { requestId } = invocation;
    const deadline = Date.now() + this.#limit(this.#config.timeout * 1000);
    const failure = this.#isManaged ? failed : await this.#restart(deadline);
    if (failure !== undefined)
      return { end: this.#initFailed(invocation, failure), ran: false, log: NOTHING };
    const result = await this.#process.handle(eventOf(invocation, deadline), deadline - Date.now());
    const end = this.#endOf(invocation, result);
    const log = this.#process.takeLog(requestId);
    const hasResult = result.outcome !== "exited" && result.outcome !== "timed out";
    const ran = hasResult || this.#process.wasDelivered(requestId);
    if (this.#process.isReady && !this.#isDebugged) this.#process.freeze();
    return { end, ran, log };
  }

  async #restart(deadline: number): Promise<StartFailure | undefined> {
    return this.#process.isReady ? undefined : this.#init("invoke", deadline - Date.now());
  }

  async #init(phase: "init" | "invoke", limitMs: number): Promise<StartFailure | undefined> {
    if (this.#isDisposed)
      return { outcome: "exited", exit: { code: null, signal: "SIGKILL" }, posted: undefined };
    const startedAt = performance.now();
    const failure = await this.#process.start(this.#limit(limitMs));
    const duration = performance.now() - startedAt;
    if (phase === "init" && failure === undefined) this.#initDuration = duration;
    const report =
      failure === undefined ? "" : this.#words.initReportLine(duration, phase, this.#statusOf(failure));
    this.#initLog = Buffer.concat([this.#initLog, this.#process.takeLog(), Buffer.from(report)]);
    return failure;
  }

  get #initLimitMs(): number {
    return this.#isManaged ? Math.max(MANAGED_INIT_LIMIT_MS, this.#config.timeout * 1000) : INIT_LIMIT_MS;
  }

  #limit(limitMs: number): number {
    return this.#isDebugged ? DEBUG_LIMIT_MS : limitMs;
  }

  #initFailed({ requestId }: Invocation, failure: StartFailure): InvocationEnd {
    const { outcome, posted } = failure;
    const status = this.#statusOf(failure);
    if (posted !== undefined)
      return { outcome: "init failed", body: explainInitError(posted.body, this.#config), status };
    if (outcome === "timed out") return this.#timedOut(requestId);
    return this.#byPlatform("init failed", this.#words.exited(requestId, failure.exit));
  }

  #endOf({ requestId }: Invocation, result: ProcessResult): InvocationEnd {
    if (result.outcome === "timed out") return this.#timedOut(requestId);
    if (result.outcome === "exited")
      return this.#byPlatform("exited", this.#words.exited(requestId, result.exit));
    if (result.outcome === "result too large") {
      const error = this.#words.responseTooLarge();
      // The REPORT line of the default compute has no status then.
      const status = this.#isManaged && { status: { errorType: error.errorType } };
      return { outcome: result.outcome, body: payloadOf(error), ...status };
    }
    return result;
  }

  #timedOut(requestId: string): InvocationEnd {
    const body = payloadOf(this.#words.timedOut(requestId, this.#config.timeout));
    return { outcome: "timed out", body, status: "timeout" };
  }

  #byPlatform(outcome: "exited" | "init failed", error: PlatformError): InvocationEnd {
    const { errorType } = error;
    return { outcome, body: payloadOf(error), status: { errorType }, lines: this.#words.errorLines(error) };
  }

  #statusOf(failure: StartFailure): ReportStatus {
    if (failure.outcome === "timed out") return "timeout";
    const { posted, exit } = failure;
    return {
      errorType:
        posted === undefined ? this.#words.exited("", exit).errorType : reportedType(posted.errorType),
    };
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
