import { describe } from "../config/check.ts";
import type { InjectionOptions } from "../faults/injection.ts";
import type { ActiveInjection, Injections } from "../faults/injections.ts";
import type { InspectedInjection } from "./calls.ts";

/** The number of injections that are listed. */
const KEPT = 50;

interface HandMade {
  readonly functionName: string;
  readonly options: InjectionOptions;
  readonly label: string;
  /** The number of calls that it applied to before it was switched on last. */
  fired: number;
  active: ActiveInjection | undefined;
}

/** The injections of a service: those of its tests, and those made by hand, which can be switched off and on again. */
export class HandMadeInjections {
  readonly #injections: Injections;
  readonly #functionNames: () => readonly string[];
  readonly #byHand = new Map<number, HandMade>();
  /** Numbers for the injections of tests, as they are seen. */
  readonly #ids = new WeakMap<ActiveInjection, number>();
  #lastId = 0;

  constructor(injections: Injections, functionNames: () => readonly string[]) {
    this.#injections = injections;
    this.#functionNames = functionNames;
  }

  /** Lists them: those made by hand first. */
  list(): readonly InspectedInjection[] {
    const active = this.#injections.active;
    const byHand = [...this.#byHand].map(([id, made]) => toInspected(id, made, active));
    const mine = new Set([...this.#byHand.values()].map((made) => made.active));
    const others = active.filter((each) => !mine.has(each));
    return [
      ...byHand,
      ...others.map((each) => ({
        id: this.#idOf(each),
        functionName: nameOf(each.target),
        label: each.label,
        fired: each.fired,
        times: finite(each.times),
        isOn: true,
        isByHand: false,
      })),
    ];
  }

  /**
   * Adds an injection, as `lambda.fail` does.
   *
   * @throws TypeError where it is wrong.
   */
  add(functionName: unknown, options: InjectionOptions): void {
    if (typeof functionName !== "string" || !this.#functionNames().includes(functionName))
      throw new TypeError(`there is no function ${describe(functionName)}`);
    const active = this.#injections.add(functionName, options);
    this.#lastId += 1;
    this.#byHand.set(this.#lastId, { functionName, options, label: active.label, fired: 0, active });
    for (const id of this.#byHand.keys()) if (this.#byHand.size > KEPT) this.remove(id);
  }

  /** Switches one on or off. One that a test has made can only be switched off. */
  toggle(id: number, isOn: boolean): void {
    const made = this.#byHand.get(id);
    if (made === undefined) {
      if (!isOn) this.#ofTest(id)?.stop();
      return;
    }
    const wasOn = made.active !== undefined && this.#injections.active.includes(made.active);
    if (isOn === wasOn) return;
    made.fired += made.active?.fired ?? 0;
    made.active?.stop();
    made.active = isOn ? this.#injections.add(made.functionName, made.options) : undefined;
  }

  /** Switches one off and forgets it. */
  remove(id: number): void {
    this.toggle(id, false);
    this.#byHand.delete(id);
  }

  #ofTest(id: number): ActiveInjection | undefined {
    return this.#injections.active.find((each) => this.#ids.get(each) === id);
  }

  #idOf(injection: ActiveInjection): number {
    const known = this.#ids.get(injection);
    if (known !== undefined) return known;
    this.#lastId += 1;
    this.#ids.set(injection, this.#lastId);
    return this.#lastId;
  }
}

function toInspected(
  id: number,
  { functionName, options, label, fired, active }: HandMade,
  all: readonly ActiveInjection[],
): InspectedInjection {
  const isOn = active !== undefined && all.includes(active);
  const times = finite(options.times ?? 1);
  return { id, functionName, label, fired: fired + (active?.fired ?? 0), times, isOn, isByHand: true };
}

function nameOf(target: ActiveInjection["target"]): string {
  return typeof target === "string" ? target : [target.api, target.route].filter(Boolean).join(" ");
}

function finite(times: number): number | null {
  return times === Number.POSITIVE_INFINITY ? null : times;
}
