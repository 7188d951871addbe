import type { CheckedConfig } from "../config/function-config.ts";
import { type DescriptorReserve, explainShortage, isShortage } from "./descriptor-reserve.ts";
import type { Environment } from "./environment/environment.ts";

/** The kind of an environment: those of one kind can replace each other. */
export interface EnvironmentKind {
  /** By identity: a function whose code or configuration is replaced has another. */
  readonly config: CheckedConfig;
  /** `$LATEST` or a number. */
  readonly version: string;
  readonly tenantId: string | undefined;
}

/** A request for an environment. */
export interface EnvironmentRequest {
  readonly kind: EnvironmentKind;
  /**
   * The chain of calls and the depth in it, where the invocation comes from another function. That function keeps its
   * own environment meanwhile, so one call of each chain and depth may have an environment beyond the limit.
   */
  readonly lane: string | undefined;
  /** Returns whether an environment runs the code of now; one that does not is ended. */
  readonly isCurrent: (environment: Environment) => boolean;
  readonly create: () => Promise<Environment>;
}

const ENDED = "the local Lambda service has ended";

interface Waiting {
  readonly request: EnvironmentRequest;
  readonly resolve: (environment: Environment | Promise<Environment>) => void;
  readonly reject: (failure: unknown) => void;
}

interface Idle {
  readonly kind: EnvironmentKind;
  readonly environment: Environment;
}

/** The environments of one service: as many as are needed at once, up to a limit; then invocations wait for one. */
export class EnvironmentPool {
  readonly #limit: number;
  readonly #reserve: DescriptorReserve;
  /** The limit, or less after a shortage of descriptors. */
  #most: number;
  #count = 0;
  /** Least recently used first. */
  #idle: Idle[] = [];
  #waiting: Waiting[] = [];
  readonly #all = new Set<Environment>();
  readonly #lanes = new Map<Environment, string>();
  readonly #lanesInUse = new Set<string>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #retired = new WeakSet<CheckedConfig>();
  #isDisposed = false;

  constructor(limit: number, reserve: DescriptorReserve) {
    this.#limit = Math.min(limit, reserve.environments);
    this.#most = this.#limit;
    this.#reserve = reserve;
  }

  /**
   * Returns an environment that is ready or new, once there is one.
   *
   * @throws Error when it cannot be made, or the service ends.
   */
  take(request: EnvironmentRequest): Promise<Environment> {
    if (this.#isDisposed) return Promise.reject(new Error(ENDED));
    const environment = this.#assign(request);
    if (environment !== undefined) return Promise.resolve(environment);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
    });
  }

  /** Gives an environment back after an invocation. */
  release(environment: Environment, kind: EnvironmentKind): void {
    // The end of the service ends all of them.
    if (this.#isDisposed) return;
    this.#leaveLane(environment);
    if (this.#most < this.#limit) this.#most += 1;
    if (this.#count > this.#most || this.#retired.has(kind.config)) this.#end(environment);
    else this.#idle.push({ kind, environment });
    this.#serve();
  }

  /** Ends an environment that has failed. */
  discard(environment: Environment): void {
    if (this.#isDisposed) return;
    this.#leaveLane(environment);
    this.#end(environment);
    this.#serve();
  }

  /** Ends the environments of a configuration that no further call uses: idle ones now, others after their call. */
  retire(config: CheckedConfig): void {
    this.#retired.add(config);
    const [ended, kept] = partition(this.#idle, ({ kind }) => kind.config === config);
    this.#idle = kept;
    for (const { environment } of ended) this.#end(environment);
    if (ended.length > 0) this.#serve();
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(ENDED));
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
    await Promise.all([...this.#all].map((environment) => environment.dispose()));
  }

  #assign(request: EnvironmentRequest): Environment | Promise<Environment> | undefined {
    const warm = this.#takeIdle(request);
    if (warm !== undefined) return warm;
    if (this.#count < this.#most) return this.#create(request);
    const oldest = this.#idle.shift();
    if (oldest !== undefined) {
      this.#end(oldest.environment);
      return this.#create(request);
    }
    const { lane } = request;
    return lane === undefined || this.#lanesInUse.has(lane) ? undefined : this.#create(request, lane);
  }

  #takeIdle({ kind, isCurrent }: EnvironmentRequest): Environment | undefined {
    for (;;) {
      const index = this.#idle.findLastIndex((idle) => isSameKind(idle.kind, kind));
      const [warm] = index === -1 ? [] : this.#idle.splice(index, 1);
      if (warm === undefined || isCurrent(warm.environment)) return warm?.environment;
      this.#end(warm.environment);
    }
  }

  #create(request: EnvironmentRequest, lane?: string): Promise<Environment> {
    this.#count += 1;
    if (lane !== undefined) this.#lanesInUse.add(lane);
    this.#reserve.forEnvironment();
    return this.#follow(
      request.create().then(
        (environment) => {
          this.#all.add(environment);
          if (lane !== undefined) this.#lanes.set(environment, lane);
          return environment;
        },
        (failure) => {
          this.#count -= 1;
          this.#reserve.afterEnvironment();
          if (lane !== undefined) this.#lanesInUse.delete(lane);
          return this.#retry(request, failure);
        },
      ),
    );
  }

  /** After a shortage of descriptors the request waits for one of the environments that there are. */
  #retry(request: EnvironmentRequest, failure: unknown): Promise<Environment> {
    if (!isShortage(failure) || this.#count === 0 || this.#isDisposed) {
      queueMicrotask(() => this.#serve());
      throw explainShortage(failure);
    }
    this.#most = this.#count;
    return this.take(request);
  }

  #serve(): void {
    const unserved: Waiting[] = [];
    for (const waiting of this.#waiting.splice(0)) {
      const environment =
        unserved.length === 0 || waiting.request.lane !== undefined
          ? this.#assign(waiting.request)
          : undefined;
      if (environment === undefined) unserved.push(waiting);
      else waiting.resolve(environment);
    }
    this.#waiting.unshift(...unserved);
  }

  #leaveLane(environment: Environment): void {
    const lane = this.#lanes.get(environment);
    if (lane !== undefined) this.#lanesInUse.delete(lane);
    this.#lanes.delete(environment);
  }

  #end(environment: Environment): void {
    this.#count -= 1;
    this.#all.delete(environment);
    const ended = environment.dispose().finally(() => this.#reserve.afterEnvironment());
    // Its folder is removed with the service's where this fails.
    this.#follow(ended).catch(() => undefined);
  }

  #follow<Value>(work: Promise<Value>): Promise<Value> {
    this.#pending.add(work);
    const done = () => void this.#pending.delete(work);
    work.then(done, done);
    return work;
  }
}

function isSameKind(one: EnvironmentKind, other: EnvironmentKind): boolean {
  return one.config === other.config && one.version === other.version && one.tenantId === other.tenantId;
}

function partition<Value>(all: readonly Value[], isWanted: (value: Value) => boolean): [Value[], Value[]] {
  return [all.filter(isWanted), all.filter((value) => !isWanted(value))];
}
