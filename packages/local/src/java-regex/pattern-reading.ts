import type { Cursor } from "./cursor.ts";

/** Where a part of a pattern stands, and what is switched on there. */
export interface PatternScope {
  readonly depth: number;
  readonly inLookbehind: boolean;
  caseInsensitive: boolean;
  dotAll: boolean;
}

/** What is counted over a whole pattern. */
export interface PatternReading extends Cursor {
  groups: number;
  atomics: number;
  readonly names: Set<string>;
  /** Groups that take part in every match: those of no other group, optional part or alternative. */
  readonly certain: Map<string, string>;
  alternatives: boolean;
}

/** What a quantifier can stand after. */
export interface PatternAtom {
  readonly source: string;
  readonly isRepeatable: boolean;
}
