import { randomUUID } from "node:crypto";
import { BuildError } from "../code/build-source.ts";
import type { FunctionCode } from "../code/function-code.ts";
import type { Alias } from "../config/alias.ts";
import type { AsynchronousConfig } from "../config/asynchronous-config.ts";
import type { CheckedConfig } from "../config/function-config.ts";
import { continueTrace, enterFunction, invocationsOf, type Trace } from "../trace.ts";
import { type AccountConcurrency, ConcurrencyPool } from "./concurrency.ts";
import { explainShortage } from "./descriptor-reserve.ts";
import { Environment, type Invocation, type InvocationResult } from "./environment/environment.ts";
import type { ServiceContext } from "./environment/environment-variables.ts";
import type { EnvironmentPool } from "./environment-pool.ts";
import type { FunctionLog } from "./function-log.ts";
import type { InvocationObserver } from "./invocation-observer.ts";
import type { Ledger } from "./ledger.ts";
import { notBuilt } from "./not-built.ts";
import { type PolicyCaller, type PolicyStatement, permits } from "./resource-policy.ts";

/** The options of an invocation, besides its payload. */
export interface InvokeOptions extends Partial<Omit<Invocation, "payload">> {
  /**
   * Each version has its own environments.
   *
   * @default that of a call without a qualifier
   */
  readonly version?: string;
}

/** The parts of a function. */
export interface FunctionParts {
  readonly config: CheckedConfig;
  readonly arn: string;
  readonly environmentContext: ServiceContext;
  readonly concurrency: AccountConcurrency;
  readonly log: FunctionLog;
  readonly ledger: Ledger;
  readonly environments: EnvironmentPool;
  /** Whether a request made it; functions of local's options may be called by all that local has. */
  readonly isCreated: boolean;
  readonly code: FunctionCode;
  readonly observer: InvocationObserver | undefined;
}

const LATEST_PUBLISHED = "$LATEST.PUBLISHED";
/** The number of invocations in one chain of calls: "approximately 16 times". */
const LOOP_LIMIT = 16;

/** One function: its versions and aliases, its share of concurrency, its log, its way into environments. */
export class LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly isCreated: boolean;
  readonly log: FunctionLog;
  /** Published versions, by number; each keeps the code and configuration that it was published with. */
  readonly versions: Map<string, CheckedConfig>;
  readonly aliases: Map<string, Alias>;
  /** The handling of asynchronous invocations by qualifier: `$LATEST`, a version or an alias. */
  readonly asynchronous: Map<string, AsynchronousConfig>;
  /** Resource-based policies by qualifier, "" for the function alone; statements by their ids. */
  readonly policies = new Map<string, Map<string, PolicyStatement>>();
  recursiveLoop: CheckedConfig["recursiveLoop"];
  #config: CheckedConfig;
  /** The concurrency of its environments on Managed Instances. */
  readonly #managedPool = new ConcurrencyPool(0);
  readonly #environmentContext: ServiceContext;
  readonly #concurrency: AccountConcurrency;
  readonly #ledger: Ledger;
  readonly #environments: EnvironmentPool;
  readonly #code: FunctionCode;
  readonly #observer: InvocationObserver | undefined;

  constructor(parts: FunctionParts) {
    const { config, arn, environmentContext, concurrency, log, ledger, environments, isCreated, code } =
      parts;
    this.name = config.name;
    this.arn = arn;
    this.isCreated = isCreated;
    this.log = log;
    const published = Array.from({ length: config.versions }, (_, index) => String(index + 1));
    this.versions = new Map(published.map((version) => [version, { ...config }]));
    this.aliases = new Map(Object.entries(config.aliases));
    const qualifiers = ["$LATEST", LATEST_PUBLISHED, ...published, ...this.aliases.keys()];
    const { deadLetterQueue: _, ...handling } = config.asynchronous;
    const isHandled = Object.keys(handling).length > 0;
    this.asynchronous = new Map(isHandled ? qualifiers.map((each) => [each, handling]) : []);
    this.recursiveLoop = config.recursiveLoop;
    this.#config = config;
    this.#environmentContext = environmentContext;
    this.#concurrency = concurrency;
    this.#ledger = ledger;
    this.#environments = environments;
    this.#code = code;
    this.#observer = parts.observer;
  }

  /**
   * The version that a call without a qualifier runs. `$LATEST.PUBLISHED` is as `$LATEST` is.
   *
   * @see https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-version-publishing.html
   */
  get latest(): "$LATEST" | typeof LATEST_PUBLISHED {
    return this.#config.capacityProvider === undefined ? "$LATEST" : LATEST_PUBLISHED;
  }

  /** The code and configuration of `$LATEST`. */
  get config(): CheckedConfig {
    return this.#config;
  }

  /** The limit that its invocations count for. */
  get pool(): ConcurrencyPool {
    const { capacityProvider } = this.#config;
    if (capacityProvider === undefined) return this.#concurrency.poolOf(this.name);
    this.#managedPool.limit = capacityProvider.minEnvironments * capacityProvider.maxConcurrency;
    return this.#managedPool;
  }

  /** The number of invocations that are reserved for it; undefined where it shares the rest. */
  get reservedConcurrency(): number | undefined {
    return this.#concurrency.reservedBy(this.name);
  }

  /** Whether the policy of a qualifier, or of the function alone, permits an invocation. */
  permits(functionArn: string, caller: PolicyCaller): boolean {
    const [, , , , , , , qualifier = ""] = functionArn.split(":");
    return permits(this.policies.get(qualifier)?.values() ?? [], caller);
  }

  /** Replaces the code or configuration of `$LATEST`: later calls have new environments, running ones go on. */
  replace(config: CheckedConfig): void {
    const replaced = this.#config;
    this.#config = config;
    // A folder may have other files now.
    this.#code.forget();
    this.#environments.retire(replaced);
  }

  /** Ends the environments of a version, or of all, once their calls are done. */
  retire(version?: string): void {
    const configs =
      version === undefined ? [this.#config, ...this.versions.values()] : [this.versions.get(version)];
    for (const config of configs) if (config !== undefined) this.#environments.retire(config);
  }

  /** Whether a debugger may hold it, so that no limit of time is meant for it. */
  get isDebugged(): boolean {
    return this.#environmentContext.debuggers?.includes(this.name) ?? false;
  }

  /** Makes later calls have new environments, with the code of now; running ones go on. */
  reload(): void {
    this.replace({ ...this.#config });
    for (const [version, config] of [...this.versions]) {
      this.versions.set(version, { ...config });
      this.#environments.retire(config);
    }
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
    return this.recursiveLoop === "Terminate" && invocationsOf(trace, this.arn) > LOOP_LIMIT;
  }

  /** Runs the function; the caller has checked {@link isThrottled} in the same turn. */
  invoke(payload: Buffer, options: InvokeOptions = {}): Promise<InvocationResult> {
    const { version = this.latest, requestId = randomUUID(), functionArn = this.arn, ...rest } = options;
    const trace = options.trace ?? this.enter();
    const work = () => this.#invoke(version, { ...rest, requestId, trace, payload, functionArn });
    if (this.#observer === undefined) return work();
    const run = { functionName: this.name, version, requestId, traceId: trace.root, payload };
    return this.#observer.run(run, work);
  }

  async #invoke(version: string, invocation: Invocation): Promise<InvocationResult> {
    const { payload, trace, tenantId } = invocation;
    const config = this.versions.get(version) ?? this.#config;
    const kind = { config, version, tenantId };
    const { pool } = this;
    pool.enter();
    try {
      const code = config.source && (await this.#code.of(config));
      const environment = await this.#environments.take({
        kind,
        lane: laneOf(trace),
        isCurrent: (idle) => idle.code === code && !idle.hasEnded && !idle.hasChanged(),
        create: () => Environment.create(config, { ...this.#environmentContext, version, code }),
      });
      const result = await this.#run(environment, invocation);
      this.log.add(result.log);
      if (result.ran) this.#ledger.add(this.name, payload, result);
      return result;
    } catch (failure) {
      if (!(failure instanceof BuildError)) throw failure;
      const result = notBuilt(failure, invocation);
      this.log.add(result.log);
      return result;
    } finally {
      pool.leave();
    }
  }

  async #run(environment: Environment, invocation: Invocation): Promise<InvocationResult> {
    try {
      const result = await environment.invoke(invocation);
      if (environment.hasEnded) this.#environments.discard(environment);
      else this.#environments.release(environment);
      return result;
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
