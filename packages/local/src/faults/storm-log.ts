import { keyText, type Run } from "../lambda/ledger.ts";
import type { CallStep, FunctionCall } from "./call-route.ts";
import type { CheckedInjection } from "./injection.ts";
import { unitsOf } from "./storm-key.ts";
import type { CheckedStorm } from "./storm-options.ts";

/** One request for a function, or one run of it. */
export interface StormEvent {
  readonly functionName: string;
  /** Equal for all events of one call. */
  readonly key: string;
  /** The event in words: `request 1: reset after it ran`, `delivery 1: duplicate`, `run 1: returned`. */
  readonly what: string;
  /** Whether it is a request that met an injection. */
  readonly injected: boolean;
}

/** A request of a caller, or the delivery of an event or a batch. */
export type CallKind = "request" | "delivery";

/** Chooses the injection of a call. */
export type InjectionChoice = (kind: CallKind, key: string, number: number) => CheckedInjection | undefined;

const DELIVERIES: readonly CallStep[] = ["event", "queue", "stream"];

/** The log of a storm: its requests and runs in order, counted for each call. */
export class StormLog {
  readonly events: StormEvent[] = [];
  readonly #options: CheckedStorm;
  readonly #counts = new Map<string, number>();
  #failure: Error | undefined;

  constructor(options: CheckedStorm) {
    this.#options = options;
  }

  /** The error that the storm ends with, once a call has run twice or `key` has failed. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /**
   * Adds a call, and the injection that is chosen for it by its key and its number among the calls with that key; of a batch, by
   * those of the first record.
   */
  addRequest(
    { functionName, payload, step }: FunctionCall,
    choose: InjectionChoice,
  ): CheckedInjection | undefined {
    const kind = DELIVERIES.includes(step) ? "delivery" : "request";
    const counted = unitsOf(JSON.parse(payload.toString("utf8"))).map((unit) => {
      const key = this.#keyOf(functionName, unit);
      return { key, number: this.#count(kind, functionName, key) };
    });
    const [{ key, number } = { key: "", number: 1 }] = counted;
    const injection = choose(kind, key, number);
    for (const { key, number } of counted) {
      const what = `${kind} ${number}: ${injection?.label ?? "no injection"}`;
      this.events.push({ functionName, key, what, injected: injection !== undefined });
    }
    return injection;
  }

  addRun(functionName: string, { payload, outcome }: Run): void {
    for (const unit of unitsOf(payload)) {
      const key = this.#keyOf(functionName, unit);
      const number = this.#count("run", functionName, key);
      this.events.push({ functionName, key, what: `run ${number}: ${outcome}`, injected: false });
      if (number > 1 && !this.#options.idempotent.includes(functionName))
        this.#failure ??= this.#ranTwice(functionName, key);
    }
  }

  #count(kind: CallKind | "run", functionName: string, key: string): number {
    const id = JSON.stringify([kind, functionName, key]);
    const number = (this.#counts.get(id) ?? 0) + 1;
    this.#counts.set(id, number);
    return number;
  }

  /** Reads the key. It runs on the service's side, so what it throws is kept for the end of the storm. */
  #keyOf(functionName: string, payload: unknown): string {
    try {
      const key = this.#options.key(payload, functionName);
      if (key !== undefined) return keyText(key);
      this.#failure ??= new TypeError(
        `storm: key finds nothing in a payload of ${functionName}, ${JSON.stringify(payload)}; return a key for every payload`,
      );
    } catch (cause) {
      this.#failure ??= new TypeError(`storm: key throws for a payload of ${functionName}: ${cause}`, {
        cause,
      });
    }
    return "";
  }

  #ranTwice(functionName: string, key: string): Error {
    const { seed, calls } = this.#options;
    const ofCall = this.events.filter((event) => event.functionName === functionName && event.key === key);
    const lines = [
      `storm: ${functionName} ran twice for ${key}, and is not listed in idempotent:`,
      ...ofCall.map(({ what }) => `  ${what}`),
      `To repeat it: seed ${seed}, ${calls} calls. This error's events hold the whole storm.`,
    ];
    return Object.assign(new Error(lines.join("\n")), { events: this.events });
  }
}
