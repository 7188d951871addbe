import type { Cursor } from "./cursor.ts";

/** Where a part of a pattern stands, and what is switched on there. */
export interface Scope {
  readonly depth: number;
  readonly inLookbehind: boolean;
  caseInsensitive: boolean;
  dotAll: boolean;
}

/** What is counted over a whole pattern. */
export interface Reading extends Cursor {
  groups: number;
  atomics: number;
  readonly names: Set<string>;
  /** Groups that take part in every match: those of no other group, optional part or alternative. */
  readonly certain: Map<string, string>;
  alternatives: boolean;
}

/** What a quantifier can stand after. */
export interface Atom {
  readonly source: string;
  readonly isRepeatable: boolean;
}
