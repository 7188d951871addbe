import type { ResponseFault } from "./response-fault.ts";

/** The way in which a wire has faults in `errorMessage`, and how a template makes a body of one. */
export interface WireRules {
  /** The faults that patterns distinguish. */
  readonly selectable: readonly ResponseFault[];
  /** Those of them whose messages can begin as those of time-outs do. */
  readonly likeTimeouts: readonly ResponseFault[];
  /** Further faults that the template of undeclared errors lets through, by their type. */
  readonly others: readonly ResponseFault[];
  /** Writes a pattern for the whole `errorMessage` of any of these faults. */
  readonly matching: (faults: readonly ResponseFault[]) => string;
  /** Writes the same for a lookahead: what an `errorMessage` of these faults begins with, or is. */
  readonly ahead: (faults: readonly ResponseFault[]) => string;
  /** Lines of a template, up to the one that asks whether it is one of `$faults`. */
  readonly check: readonly string[];
  /** Lines of a template that set headers, and a status that is not the response's own, and write the body. */
  readonly body: (statusCode: number) => readonly string[];
}
