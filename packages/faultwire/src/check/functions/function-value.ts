import type ts from "typescript";
import type { FaultType } from "../faults/fault-types.ts";
import type { FunctionNode } from "../program/syntax.ts";

/** The expressions that parameters have, where a function was made by a call of another. */
export type Bindings = ReadonlyMap<ts.ParameterDeclaration, ts.Expression>;

/** A function whose code is at hand. */
export interface KnownFunction {
  readonly kind: "known";
  readonly node: FunctionNode;
  readonly bindings: Bindings;
}

/** A function that a parameter holds: the caller decides which one. */
interface ParameterFunction {
  readonly kind: "parameter";
  readonly parameter: ts.ParameterDeclaration;
}

/** A function of a declaration file. */
export interface OutsideFunction {
  readonly kind: "outside";
  readonly declaration: ts.Node;
  readonly name: string;
  /** The package that declares it; empty for a declaration file of the project. */
  readonly package: string;
  /** Whether it is one of JavaScript's or Node.js's own. */
  readonly isStandard: boolean;
}

/** A caller: a function that calls another function, and throws its faults. */
export interface CallerFunction {
  readonly kind: "caller";
  readonly name: string;
  readonly faults: readonly FaultType[];
}

/** A function that cannot be found. */
interface UnknownFunction {
  readonly kind: "unknown";
  readonly name: string;
  readonly reason: UnseenReason;
}

/** The reasons why a function cannot be found, as they are written for people. */
export type UnseenReason =
  | "any"
  | "library"
  | "dynamic"
  | "interface"
  | "later"
  | "value"
  | "catalog"
  | "handler"
  | "framework";

/** A function that an expression may be. */
export type FunctionValue =
  | KnownFunction
  | ParameterFunction
  | OutsideFunction
  | CallerFunction
  | UnknownFunction;

/** No bindings. */
const UNBOUND: Bindings = new Map();

/** Makes a function whose code is at hand. */
export function known(node: FunctionNode, bindings: Bindings = UNBOUND): KnownFunction {
  return { kind: "known", node, bindings };
}
