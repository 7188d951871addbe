import type { EndedCall } from "./invariants.ts";
import type { Ending } from "./make-call.ts";

type Row = Record<"none" | "started" | "finished" | "unknown" | "calls", number>;

/** Counts the ends of calls by kind, and by the execution that callers report. */
export class Outcomes {
  readonly #rows = new Map<string, Row>();

  add(ended: readonly EndedCall[]): void {
    for (const { ending } of ended) {
      const [kind, execution] = describe(ending);
      const row = this.#rows.get(kind) ?? { none: 0, started: 0, finished: 0, unknown: 0, calls: 0 };
      row[execution] += 1;
      row.calls += 1;
      this.#rows.set(kind, row);
    }
  }

  /** The rows by kind, the most frequent first. */
  get table(): Readonly<Record<string, Row>> {
    return Object.fromEntries(
      [...this.#rows].sort(([, { calls: one }], [, { calls: other }]) => other - one),
    );
  }
}

function describe(ending: Ending): readonly [kind: string, execution: keyof Row] {
  if (ending.type === "value") return ["a value", "finished"];
  if (ending.type === "other") return ["anything else", "unknown"];
  const { name, errorType, execution = "unknown" } = ending.fault;
  return [name === errorType ? name : `${name} ${errorType}`, execution];
}
