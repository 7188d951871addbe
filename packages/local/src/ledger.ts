import type { Outcome } from "./environment.ts";

/** One time that a handler really ran. */
export interface Run {
  readonly requestId: string;
  /** The event, read as JSON. */
  readonly payload: unknown;
  /** How it ended. A handler that ran can still end without a result of its own: `timed out`, `exited`. */
  readonly how: Outcome["how"];
  /** What the caller got, as text. */
  readonly answer: string;
  /** What the handler wrote, from START to REPORT. */
  readonly log: string;
}

/** What really ran: the record against which claims like "it did not run" are checked. */
export class Ledger {
  readonly #runs = new Map<string, Run[]>();

  add(functionName: string, run: Run): void {
    const runs = this.#runs.get(functionName);
    if (runs) runs.push(run);
    else this.#runs.set(functionName, [run]);
  }

  of(functionName: string): readonly Run[] {
    return [...(this.#runs.get(functionName) ?? [])];
  }
}
