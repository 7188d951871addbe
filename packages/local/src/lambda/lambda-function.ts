import { randomUUID } from "node:crypto";
import type { CheckedConfig } from "../config/function-config.ts";
import { continueTrace, enterFunction, invocationsOf, type Trace } from "../trace.ts";
import type { ConcurrencyPool } from "./concurrency.ts";
import { explainShortage } from "./descriptor-reserve.ts";
import { Environment, type Invocation, type InvocationResult } from "./environment/environment.ts";
import type { EnvironmentContext } from "./environment/environment-variables.ts";
import type { EnvironmentPool } from "./environment-pool.ts";
import type { FunctionLog } from "./function-log.ts";
import type { Ledger } from "./ledger.ts";

/** The options of an invocation, besides its payload. */
export interface InvokeOptions extends Partial<Omit<Invocation, "payload">> {
  /**
   * Each version has its own environments.
   *
   * @default "$LATEST"
   */
  readonly version?: string;
}

/** The parts of a function. */
export interface FunctionParts {
  readonly config: CheckedConfig;
  readonly arn: string;
  readonly environmentContext: Omit<EnvironmentContext, "runtimeApi" | "version">;
  readonly pool: ConcurrencyPool;
  readonly log: FunctionLog;
  readonly ledger: Ledger;
  readonly environments: EnvironmentPool;
}

/** The number of invocations in one chain of calls: "approximately 16 times". */
const LOOP_LIMIT = 16;

/** One function: its share of concurrency, its log, its way into environments. */
export class LambdaFunction {
  readonly config: CheckedConfig;
  readonly arn: string;
  readonly pool: ConcurrencyPool;
  readonly log: FunctionLog;
  readonly #environmentContext: Omit<EnvironmentContext, "runtimeApi" | "version">;
  readonly #ledger: Ledger;
  readonly #environments: EnvironmentPool;

  constructor({ config, arn, environmentContext, pool, log, ledger, environments }: FunctionParts) {
    this.config = config;
    this.arn = arn;
    this.#environmentContext = environmentContext;
    this.pool = pool;
    this.log = log;
    this.#ledger = ledger;
    this.#environments = environments;
  }

  /** Whether concurrency allows no further invocation now. */
  get isThrottled(): boolean {
    return this.pool.isFull;
  }

  /** Continues the trace of a request into this function. */
  enter(trace: Trace = continueTrace()): Trace {
    return enterFunction(trace, this.arn);
  }

  /**
   * Whether the function has invoked itself so often, directly or through others, that Lambda stops it.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
   */
  isLooping(trace: Trace): boolean {
    return this.config.recursiveLoop === "Terminate" && invocationsOf(trace, this.arn) > LOOP_LIMIT;
  }

  /** Runs the function; the caller has checked {@link isThrottled} in the same turn. */
  async invoke(payload: Buffer, options: InvokeOptions = {}): Promise<InvocationResult> {
    const { version = "$LATEST", requestId = randomUUID(), functionArn = this.arn, ...rest } = options;
    const trace = options.trace ?? this.enter();
    const kind = `${this.config.name} ${version} ${rest.tenantId ?? ""}`;
    this.pool.enter();
    try {
      const environment = await this.#environments.take({
        kind,
        lane: laneOf(trace),
        create: () => Environment.create(this.config, { ...this.#environmentContext, version }),
      });
      const result = await this.#run(environment, { ...rest, requestId, trace, payload, functionArn });
      this.#environments.release(environment, kind);
      this.log.add(result.log);
      if (result.ran) this.#ledger.add(this.config.name, payload, result);
      return result;
    } finally {
      this.pool.leave();
    }
  }

  async #run(environment: Environment, invocation: Invocation): Promise<InvocationResult> {
    try {
      return await environment.invoke(invocation);
    } catch (failure) {
      this.#environments.discard(environment);
      throw explainShortage(failure);
    }
  }
}

/** The chain of calls and the depth in it; undefined for an invocation that no function has made. */
function laneOf({ root, lineage }: Trace): string | undefined {
  const depth = [...lineage.values()].reduce((sum, earlier) => sum + earlier + 1, 0);
  return depth > 1 ? `${root} ${depth}` : undefined;
}
