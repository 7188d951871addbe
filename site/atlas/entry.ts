import type { Explanation } from "../../packages/faultwire/src/explain/explanation.ts";

/** The party that sends an error; each has its folder in the atlas. */
export type SenderId = "lambda" | "runtime" | "gateway" | "wrapper" | "connection" | "caller" | "function";

/** One error of the atlas. Each has a page. */
export interface Entry {
  readonly sender: SenderId;
  /** The name on the wire, such as `Sandbox.Timedout`. */
  readonly name: string;
  /** The path of the page: `runtime/sandbox-timedout`. */
  readonly slug: string;
  /** The heading of the page, with the words that people search for. */
  readonly title: string;
  /** One sentence. */
  readonly meaning: string;
  /** The explanation that `faultwire explain` gives of it. */
  readonly explanation: Explanation;
  /** The HTTP statuses that it comes with, where it has any of its own. */
  readonly statuses: readonly number[];
  /** The rows of docs/execution.md on it. */
  readonly rows: readonly ExecutionRow[];
  /** Everything else that is known, each with its source. */
  readonly notes: readonly Note[];
}

/** A fact from the recorded data. */
export interface Note {
  readonly text: string;
  readonly source?: string | undefined;
}

/** A row of the table in docs/execution.md. */
export interface ExecutionRow {
  /** The kind of thing that came, as `a function error`. */
  readonly what: string;
  readonly name: string;
  readonly execution: string;
  readonly why: string;
  /** The word for its source, which the page explains. */
  readonly source: string;
}
