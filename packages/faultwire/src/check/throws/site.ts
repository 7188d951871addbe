import type ts from "typescript";
import type { FunctionValue } from "../functions/function-value.ts";
import type { CallNode } from "../program/syntax.ts";
import type { Arrival, ThrowPlace } from "./routes.ts";
import type { Thrown } from "./thrown.ts";

/** A function that is run at a place. */
export interface CalledFunction {
  readonly value: FunctionValue;
  /** The call whose arguments it gets; undefined where a library calls it. */
  readonly call?: CallNode;
  /** Whether what it throws becomes the rejection of a promise. */
  readonly isSettled?: boolean;
  /** Whether it gets what another function has thrown, as the function of `.catch()` does. */
  readonly isHandler?: boolean;
}

/** A place in a function at which something may be thrown. */
export interface Site extends ThrowPlace {
  readonly arrival: Arrival;
  readonly thrown: readonly Thrown[];
  readonly runs: readonly CalledFunction[];
}

/** Makes a place at which nothing is thrown yet. */
export function siteAt(node: ts.Node, parts: Partial<Site>): Site {
  return { node, isSettled: false, arrival: "at once", thrown: [], runs: [], ...parts };
}
