import type { InvocationResult } from "./environment/environment.ts";

/** One time that a handler really ran. */
export interface Run {
  readonly requestId: string;
  /** The X-Ray trace id, the same in every function of a chain of calls: `1-5759e988-bd862e3fe1be46a994272793`. */
  readonly traceId: string;
  /** The event, read as JSON. */
  readonly payload: unknown;
  /**
   * The end of the run. A handler that ran can still end without a result of its own: `timed out`, `exited`.
   */
  readonly outcome: InvocationResult["outcome"];
  /** The function's result, as text. An injection of `lambda.fail` may have kept it from the caller. */
  readonly answer: string;
  /** The log of the run, from START to REPORT. */
  readonly log: string;
}

/** The runs of one function, first to last. */
export interface Runs extends ReadonlyArray<Run> {
  /**
   * Groups them by a key, for example by an idempotency key: how often each call really ran. A key that is not a text
   * becomes one, as JSON; without a function the whole payload is the key.
   *
   * @example
   * lambda.runs("charge").by(({ orderId }: Charge) => orderId).get("order-1")?.length
   */
  by<Payload>(key?: (payload: Payload) => unknown): ReadonlyMap<string, readonly Run[]>;
}

/** Called with each run once it has ended. */
export type RunListener = (functionName: string, run: Run) => void;

/** The record of what really ran, to check claims such as "it did not run". */
export class Ledger {
  readonly #runs = new Map<string, Run[]>();
  readonly #keepsHistory: boolean;
  readonly #listeners = new Set<RunListener>();

  /** With `keepHistory: false` runs go to the listeners and are not kept. */
  constructor({ keepHistory }: { readonly keepHistory: boolean }) {
    this.#keepsHistory = keepHistory;
  }

  /** Records a run. Its bytes are read as text and as JSON only on access. */
  add(functionName: string, payload: Buffer, result: InvocationResult): void {
    const { requestId, traceId, outcome, body, log } = result;
    const run: Run = {
      requestId,
      traceId,
      get payload() {
        return JSON.parse(payload.toString("utf8"));
      },
      outcome,
      get answer() {
        return body.toString("utf8");
      },
      get log() {
        return log.text;
      },
    };
    if (this.#keepsHistory) this.#keep(functionName, run);
    for (const listener of this.#listeners) listener(functionName, run);
  }

  #keep(functionName: string, run: Run): void {
    const runs = this.#runs.get(functionName);
    if (runs) runs.push(run);
    else this.#runs.set(functionName, [run]);
  }

  /** Empties it. */
  forget(): void {
    this.#runs.clear();
  }

  of(functionName: string): Runs {
    const runs = [...(this.#runs.get(functionName) ?? [])];
    const by: Runs["by"] = (key) => groupBy(runs, key);
    // Not enumerable, so that the runs compare equal to an array of them.
    return Object.defineProperty(runs, "by", { value: by }) as typeof runs & Pick<Runs, "by">;
  }

  /** Calls a listener with each run, until the returned function is called. */
  listen(listener: RunListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

/** A key as text. */
export function keyText(key: unknown): string {
  return typeof key === "string" ? key : (JSON.stringify(key) ?? String(key));
}

function groupBy<Payload>(
  runs: readonly Run[],
  key: (payload: Payload) => unknown = (payload) => payload,
): ReadonlyMap<string, readonly Run[]> {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    // The caller knows the type of the payloads.
    const text = keyText(key(run.payload as Payload));
    const group = groups.get(text);
    if (group) group.push(run);
    else groups.set(text, [run]);
  }
  return groups;
}
