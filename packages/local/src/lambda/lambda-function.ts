import { randomUUID } from "node:crypto";
import type { CheckedConfig } from "../config/function-config.ts";
import { continueTrace } from "../trace.ts";
import type { ConcurrencyPool } from "./concurrency.ts";
import { Environment, type Invocation, type InvocationResult } from "./environment/environment.ts";
import type { EnvironmentContext } from "./environment/environment-variables.ts";
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
}

/** One function: its environments, warmest last, its share of concurrency, its log. */
export class LambdaFunction {
  readonly config: CheckedConfig;
  readonly arn: string;
  readonly pool: ConcurrencyPool;
  readonly log: FunctionLog;
  readonly #environmentContext: Omit<EnvironmentContext, "runtimeApi" | "version">;
  readonly #ledger: Ledger;
  /** By version and tenant. */
  readonly #idle = new Map<string, Environment[]>();
  #all = new Set<Promise<Environment>>();
  #isDisposed = false;

  constructor({ config, arn, environmentContext, pool, log, ledger }: FunctionParts) {
    this.config = config;
    this.arn = arn;
    this.#environmentContext = environmentContext;
    this.pool = pool;
    this.log = log;
    this.#ledger = ledger;
  }

  /** Whether concurrency allows no further invocation now. */
  get isThrottled(): boolean {
    return this.pool.isFull;
  }

  /** Runs the function; the caller has checked {@link isThrottled} in the same turn. */
  async invoke(payload: Buffer, options: InvokeOptions = {}): Promise<InvocationResult> {
    if (this.#isDisposed) throw new Error(`function ${this.config.name}: the local Lambda service has ended`);
    const { version = "$LATEST", requestId = randomUUID(), functionArn = this.arn, ...rest } = options;
    const trace = options.trace ?? continueTrace();
    this.pool.enter();
    try {
      const idle = this.#idleFor(`${version} ${rest.tenantId ?? ""}`);
      const environment = idle.pop() ?? (await this.#create(version));
      const result = await environment.invoke({ ...rest, requestId, trace, payload, functionArn });
      idle.push(environment);
      this.log.add(result.log);
      if (result.ran) this.#ledger.add(this.config.name, payload, result);
      return result;
    } finally {
      this.pool.leave();
    }
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    // The caller of one that could not be made has got its error.
    const made = (await Promise.allSettled(this.#all)).flatMap((each) => ("value" in each ? each.value : []));
    await Promise.all(made.map((environment) => environment.dispose()));
  }

  #idleFor(kind: string): Environment[] {
    const idle = this.#idle.get(kind) ?? [];
    this.#idle.set(kind, idle);
    return idle;
  }

  async #create(version: string): Promise<Environment> {
    const environment = Environment.create(this.config, { ...this.#environmentContext, version });
    this.#all.add(environment);
    return environment;
  }
}
