import type { CheckedConfig } from "../config/function-config.ts";
import { type DescriptorReserve, explainShortage, isShortage } from "./descriptor-reserve.ts";
import type { Environment } from "./environment/environment.ts";

/** The kind of an environment: those of one kind can replace each other. */
interface EnvironmentKind {
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
/** The number of later requests that may get an environment before one that waits. */
const MOST_PASSED = 100;

interface Waiting {
  readonly request: EnvironmentRequest;
  /** The number of later requests that got an environment before this one. */
  passed: number;
  readonly resolve: (environment: Promise<Environment>) => void;
  readonly reject: (failure: unknown) => void;
}

/** The place of an environment, from when it is about to be made. */
interface Slot {
  readonly kind: EnvironmentKind;
  /** The lane for which it is beyond the limit, as long as it runs something. */
  lane: string | undefined;
  readonly whenMade: Promise<Environment>;
  /** Undefined until it is made. */
  environment: Environment | undefined;
  /** The number of invocations that have it. */
  running: number;
  /** Whether no further invocation gets it. */
  isClosed: boolean;
}

/**
 * The environments of one service: as many as are needed at once, up to a limit; then invocations wait for one. An
 * environment has one invocation at a time, or, of a function of a capacity provider, as many as that allows.
 */
export class EnvironmentPool {
  readonly #limit: number;
  readonly #reserve: DescriptorReserve;
  /** The limit, or less after a shortage of descriptors. */
  #most: number;
  /** Least recently used first. */
  readonly #slots = new Set<Slot>();
  #waiting: Waiting[] = [];
  readonly #made = new Map<Environment, Slot>();
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
    if (environment !== undefined) return environment;
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, passed: 0, resolve, reject });
    });
  }

  /** Gives an environment back after an invocation. */
  release(environment: Environment): void {
    // The end of the service ends all of them.
    if (this.#isDisposed) return;
    if (this.#most < this.#limit) this.#most += 1;
    this.#leave(this.#made.get(environment));
  }

  /** Gives an environment back that has failed, or ended: it ends with the last of its invocations. */
  discard(environment: Environment): void {
    if (this.#isDisposed) return;
    const slot = this.#made.get(environment);
    if (slot !== undefined) slot.isClosed = true;
    this.#leave(slot);
  }

  /** Ends the environments of a configuration that no further call uses: idle ones now, others after their call. */
  retire(config: CheckedConfig): void {
    this.#retired.add(config);
    const ended = [...this.#slots].filter((slot) => slot.kind.config === config && slot.running === 0);
    for (const slot of ended) this.#end(slot);
    if (ended.length > 0) this.#serve();
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(ENDED));
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
    await Promise.all([...this.#made.keys()].map((environment) => environment.dispose()));
  }

  #assign(request: EnvironmentRequest): Promise<Environment> | undefined {
    const joined = this.#join(request);
    if (joined !== undefined) return joined;
    if (this.#slots.size < this.#most) return this.#create(request);
    const oldest = [...this.#slots].find(({ running }) => running === 0);
    if (oldest !== undefined) {
      this.#end(oldest);
      return this.#create(request);
    }
    const { lane } = request;
    return lane === undefined || [...this.#slots].some((slot) => slot.lane === lane)
      ? undefined
      : this.#create(request, lane);
  }

  #join(request: EnvironmentRequest): Promise<Environment> | undefined {
    const open = this.#findOpen(request);
    if (open === undefined) return undefined;
    open.running += 1;
    return this.#whenMade(open, request);
  }

  /** Finds the last used one that has room and runs the code of now. */
  #findOpen({ kind, isCurrent }: EnvironmentRequest): Slot | undefined {
    for (;;) {
      const open = [...this.#slots].findLast((slot) => isSameKind(slot.kind, kind) && this.#hasRoom(slot));
      if (open?.environment === undefined || isCurrent(open.environment)) return open;
      open.isClosed = true;
      if (open.running === 0) this.#end(open);
    }
  }

  #hasRoom({ kind: { config }, running, isClosed }: Slot): boolean {
    const most = config.capacityProvider?.maxConcurrency ?? 1;
    return running < most && !isClosed && !this.#retired.has(config);
  }

  #create(request: EnvironmentRequest, lane?: string): Promise<Environment> {
    this.#reserve.forEnvironment();
    const made = this.#follow(request.create());
    const slot: Slot = {
      kind: request.kind,
      lane,
      environment: undefined,
      running: 1,
      isClosed: false,
      whenMade: made.then(
        (environment) => {
          this.#made.set(environment, slot);
          slot.environment = environment;
          return environment;
        },
        (failure) => {
          this.#slots.delete(slot);
          this.#reserve.afterEnvironment();
          throw failure;
        },
      ),
    };
    this.#slots.add(slot);
    return this.#whenMade(slot, request);
  }

  #whenMade(slot: Slot, request: EnvironmentRequest): Promise<Environment> {
    return this.#follow(slot.whenMade.catch((failure) => this.#retry(request, failure)));
  }

  /** After a shortage of descriptors the request waits for one of the environments that there are. */
  #retry(request: EnvironmentRequest, failure: unknown): Promise<Environment> {
    if (!isShortage(failure) || this.#slots.size === 0 || this.#isDisposed) {
      queueMicrotask(() => this.#serve());
      throw explainShortage(failure);
    }
    this.#most = this.#slots.size;
    return this.take(request);
  }

  #serve(): void {
    this.#serveOpen();
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

  /** Serves the requests that an environment is open for. Another would have to end for those before them. */
  #serveOpen(): void {
    const unserved: Waiting[] = [];
    for (const waiting of this.#waiting.splice(0)) {
      const mayPass = (unserved[0]?.passed ?? 0) < MOST_PASSED;
      const environment = mayPass ? this.#join(waiting.request) : undefined;
      if (environment === undefined) unserved.push(waiting);
      else {
        for (const earlier of unserved) earlier.passed += 1;
        waiting.resolve(environment);
      }
    }
    this.#waiting.unshift(...unserved);
  }

  #leave(slot: Slot | undefined): void {
    if (slot === undefined) return;
    slot.running -= 1;
    if (slot.running === 0) this.#rest(slot);
    this.#serve();
  }

  /** Keeps an environment without an invocation for later, or ends it. */
  #rest(slot: Slot): void {
    slot.lane = undefined;
    const isOver = slot.isClosed || this.#slots.size > this.#most || this.#retired.has(slot.kind.config);
    if (isOver) this.#end(slot);
    else {
      this.#slots.delete(slot);
      this.#slots.add(slot);
    }
  }

  #end(slot: Slot): void {
    this.#slots.delete(slot);
    const { environment } = slot;
    if (environment === undefined) return;
    this.#made.delete(environment);
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
