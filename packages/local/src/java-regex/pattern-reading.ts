import type { Cursor } from "./cursor.ts";

/** The place of a part of a pattern, and the flags that are on there. */
export interface PatternScope {
  readonly depth: number;
  readonly inLookbehind: boolean;
  caseInsensitive: boolean;
  dotAll: boolean;
}

/** The counts over a whole pattern. */
export interface PatternReading extends Cursor {
  groups: number;
  atomics: number;
  readonly names: Set<string>;
  /** Groups that take part in every match: those of no other group, optional part or alternative. */
  readonly certain: Map<string, string>;
  alternatives: boolean;
}

/** A part of a pattern that a quantifier can follow. */
export interface PatternAtom {
  readonly source: string;
  readonly isRepeatable: boolean;
}
