import { keyText, type Run } from "../lambda/ledger.ts";
import type { Fault } from "./injection.ts";
import type { CheckedStorm } from "./storm-options.ts";

/** One request for a function, or one run of it. */
export interface StormEvent {
  readonly functionName: string;
  /** What makes events one call. */
  readonly key: string;
  /** What happened: `request 1: reset after it ran`, `run 1: returned`. */
  readonly what: string;
  /** Whether it is a request that met a fault. */
  readonly fault: boolean;
}

/** Writes down what happens in a storm, in order, and counts the requests and the runs of each call. */
export class Chronicle {
  readonly events: StormEvent[] = [];
  readonly #options: CheckedStorm;
  readonly #counts = new Map<string, number>();
  #failure: Error | undefined;

  constructor(options: CheckedStorm) {
    this.#options = options;
  }

  /** Why the scenario does not stand the storm. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Adds a request, with the fault that is chosen for it by its key and its number within its call. */
  addRequest(
    functionName: string,
    payload: unknown,
    choose: (key: string, number: number) => Fault | undefined,
  ): Fault | undefined {
    const key = this.#keyOf(functionName, payload);
    const number = this.#count("request", functionName, key);
    const fault = choose(key, number);
    const what = `request ${number}: ${fault?.label ?? "no fault"}`;
    this.events.push({ functionName, key, what, fault: fault !== undefined });
    return fault;
  }

  addRun(functionName: string, { payload, how }: Run): void {
    const key = this.#keyOf(functionName, payload);
    const number = this.#count("run", functionName, key);
    this.events.push({ functionName, key, what: `run ${number}: ${how}`, fault: false });
    if (number > 1 && !this.#options.idempotent.includes(functionName))
      this.#failure ??= this.#ranTwice(functionName, key);
  }

  #count(kind: "request" | "run", functionName: string, key: string): number {
    const id = JSON.stringify([kind, functionName, key]);
    const number = (this.#counts.get(id) ?? 0) + 1;
    this.#counts.set(id, number);
    return number;
  }

  /** The key is found on the service's side, where nobody would see what it throws. */
  #keyOf(functionName: string, payload: unknown): string {
    try {
      const key = this.#options.key(payload, functionName);
      if (key !== undefined) return keyText(key);
      this.#failure ??= new TypeError(
        `storm: key finds nothing in a payload of ${functionName}, ${JSON.stringify(payload)}; mend it`,
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
      `storm: ${functionName} ran twice for ${key}, and is not among the idempotent:`,
      ...ofCall.map(({ what }) => `  ${what}`),
      `The same again: seed ${seed}, ${calls} calls. All of the storm is in this error's events.`,
    ];
    return Object.assign(new Error(lines.join("\n")), { events: this.events });
  }
}
