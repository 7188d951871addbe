import { type CheckedInjection, checkCalls, checkInjection, type InjectionOptions } from "./injection.ts";

/** A fault that waits for its calls. Dispose of it, or write `using`, to stop it. */
export interface Injection extends Disposable {
  /** How many calls it has met. */
  readonly fired: number;
  /** Lets all further calls pass. */
  stop(): void;
}

/** A call, as a fault sees it. */
export interface InvokeCall {
  readonly functionName: string;
  /** The event, as bytes of JSON. */
  readonly payload: Buffer;
}

/** Chooses the fault of a call, if it has one. */
export type InjectionSource = (call: InvokeCall) => CheckedInjection | undefined;

/** The faults that wait for calls: first those of `fail`, in order; then, while one rages, a storm's. */
export class Injections {
  readonly #sources = new Set<InjectionSource>();
  #storm: InjectionSource | undefined;
  readonly #underWay = new Set<Promise<void>>();

  /**
   * Adds a fault for a function's calls.
   *
   * @throws TypeError when it is wrong.
   */
  add<Payload>(functionName: string, options: InjectionOptions<Payload>): Injection {
    const call = `fail(${JSON.stringify(functionName)})`;
    const fault = checkInjection(call, options);
    const { times, when } = checkCalls(call, options);
    let fired = 0;
    const stop = () => void this.#sources.delete(source);
    const source: InjectionSource = (coming) => {
      if (coming.functionName !== functionName) return undefined;
      if (when !== undefined && !when(JSON.parse(coming.payload.toString("utf8")))) return undefined;
      fired += 1;
      if (fired === times) stop();
      return fault;
    };
    this.#sources.add(source);
    return {
      get fired() {
        return fired;
      },
      stop,
      [Symbol.dispose]: stop,
    };
  }

  /**
   * Lets a storm choose for the calls that no other fault meets, until the function that is returned is called.
   *
   * @throws Error when another storm rages.
   */
  addStorm(source: InjectionSource): () => void {
    if (this.#storm !== undefined) throw new Error("storm: another one rages; wait for its end first");
    this.#storm = source;
    return () => {
      this.#storm = undefined;
    };
  }

  /** Lets all calls pass that `fail` meant. */
  forget(): void {
    this.#sources.clear();
  }

  /** Notes that a call is being answered. */
  async during(answering: Promise<void>): Promise<void> {
    this.#underWay.add(answering);
    try {
      await answering;
    } finally {
      this.#underWay.delete(answering);
    }
  }

  /** Resolves when all calls that were under way are answered, also those that nobody waits for. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  /** Takes the fault of a call that is about to be made; it counts as fired. */
  take(coming: InvokeCall): CheckedInjection | undefined {
    for (const source of this.#sources) {
      const fault = source(coming);
      if (fault !== undefined) return fault;
    }
    return this.#storm?.(coming);
  }
}
