import type { InvocationLog } from "./invocation-log.ts";
import type { LogBudget } from "./log-budget.ts";

/** The number of invocations whose logs are kept. */
const KEPT = 1000;

/** The options of a function's log. */
export interface FunctionLogOptions {
  readonly onText: ((text: string) => void) | undefined;
  readonly keepHistory: boolean;
  readonly budget: LogBudget;
}

/** The log of one function: what its last invocations wrote, in the order in which they ended. */
export class FunctionLog {
  #logs: InvocationLog[] = [];
  readonly #options: FunctionLogOptions;

  /** With `keepHistory: false` logs go to `onText` and are not kept. */
  constructor(options: FunctionLogOptions) {
    this.#options = options;
  }

  /** Adds an invocation's log, whole lines. */
  add(log: InvocationLog): void {
    const { onText, keepHistory, budget } = this.#options;
    onText?.(log.text);
    if (!keepHistory) return;
    this.#logs.push(log);
    budget.add(log);
    if (this.#logs.length >= 2 * KEPT) this.#logs = this.#logs.slice(-KEPT);
  }

  /** Empties it. */
  forget(): void {
    this.#logs = [];
  }

  get lines(): readonly string[] {
    const text = this.#logs
      .slice(-KEPT)
      .map((log) => log.text)
      .join("");
    return text === "" ? [] : text.replace(/\n$/, "").split("\n");
  }
}
