import type fc from "fast-check";

/** A property that is tried with many values. */
export interface Target {
  readonly name: string;
  /** The number of values in `npm test`, where a second is much. */
  readonly runs: number;
  readonly property: fc.IRawProperty<unknown>;
}

/** Makes a target, whose arguments are the property's own business. */
export function target<Ts>(name: string, runs: number, property: fc.IRawProperty<Ts>): Target {
  // Its values are made and printed by itself.
  return { name, runs, property: property as fc.IRawProperty<unknown> };
}
