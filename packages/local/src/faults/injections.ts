import type { InvocationObserver } from "../lambda/invocation-observer.ts";
import type { FunctionCall } from "./call-route.ts";
import {
  type CheckedInjection,
  canHappen,
  checkCalls,
  checkInjection,
  type InjectionOptions,
} from "./injection.ts";

/** An injected failure that waits for its calls. Call `stop()`, or write `using`, to end it. */
export interface Injection extends Disposable {
  /** The number of calls that it has applied to. */
  readonly fired: number;
  /** Lets all further calls pass. */
  stop(): void;
}

/** The calls that fail: those of a function, or those that come through an API, or through one of its routes. */
export type FailTarget = string | ApiTarget;

/** An API, or one of its routes. */
export interface ApiTarget {
  readonly api: string;
  /** The route as the API's configuration has it: `POST /orders`. */
  readonly route?: string;
}

/** An injected failure as it is listed while it waits. */
export interface ActiveInjection extends Injection {
  readonly target: FailTarget;
  /** The injection in words: `reset after it ran`. */
  readonly label: string;
  readonly times: number;
}

/** Chooses the injection of a call, if it has one. */
export type InjectionSource = (call: FunctionCall) => CheckedInjection | undefined;

/**
 * The injections that wait for calls: those of `fail` first, in order, then those of a storm that is running.
 */
export class Injections {
  readonly #sources = new Map<InjectionSource, ActiveInjection>();
  /** Observes calls, for the inspector. */
  readonly observer: InvocationObserver | undefined;
  #storm: InjectionSource | undefined;
  readonly #underWay = new Set<Promise<void>>();

  constructor(observer?: InvocationObserver) {
    this.observer = observer;
  }

  /** The injections of `fail` that wait for calls, first to last. */
  get active(): readonly ActiveInjection[] {
    return [...this.#sources.values()];
  }

  /**
   * Adds an injection for the calls of a function or an API.
   *
   * @throws TypeError when it is wrong.
   */
  add<Payload>(target: FailTarget, options: InjectionOptions<Payload>): ActiveInjection {
    const call = `fail(${JSON.stringify(target)})`;
    const injection = checkInjection(call, options);
    const { times, when } = checkCalls(call, options);
    let fired = 0;
    const stop = () => void this.#sources.delete(source);
    const source: InjectionSource = (call) => {
      if (!canHappen(injection, call) || !isFor(target, call)) return undefined;
      if (when !== undefined && !when(JSON.parse(call.payload.toString("utf8")))) return undefined;
      fired += 1;
      if (fired === times) stop();
      return injection;
    };
    const active: ActiveInjection = {
      target,
      label: injection.label,
      times,
      get fired() {
        return fired;
      },
      stop,
      [Symbol.dispose]: stop,
    };
    this.#sources.set(source, active);
    return active;
  }

  /**
   * Lets a storm choose for calls without another injection, until the returned function is called.
   *
   * @throws Error when another storm is running.
   */
  addStorm(source: InjectionSource): () => void {
    if (this.#storm !== undefined) throw new Error("storm: another one is running; wait for its end first");
    this.#storm = source;
    return () => {
      this.#storm = undefined;
    };
  }

  /** Removes all injections of `fail`. */
  forget(): void {
    this.#sources.clear();
  }

  /** Records that a call is being answered. */
  async during(answering: Promise<void>): Promise<void> {
    this.#underWay.add(answering);
    try {
      await answering;
    } finally {
      this.#underWay.delete(answering);
    }
  }

  /** Resolves when all calls that were in progress are answered, also those that their callers gave up. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  /** Takes the injection of a call that is about to be made; it counts as fired. */
  take(call: FunctionCall): CheckedInjection | undefined {
    const injection = this.#choose(call);
    if (injection !== undefined) this.observer?.injected(injection.label);
    return injection;
  }

  #choose(call: FunctionCall): CheckedInjection | undefined {
    for (const source of this.#sources.keys()) {
      const fault = source(call);
      if (fault !== undefined) return fault;
    }
    return this.#storm?.(call);
  }
}

function isFor(target: FailTarget, { functionName, api }: FunctionCall): boolean {
  if (typeof target === "string") return target === functionName;
  return target.api === api?.name && (target.route === undefined || target.route === api.routeKey);
}
