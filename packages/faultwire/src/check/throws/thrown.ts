import type ts from "typescript";
import type { FaultType } from "../faults/fault-types.ts";
import type { UnseenReason } from "../functions/function-value.ts";

/** A fault that is thrown. */
export interface ThrownFault {
  readonly kind: "fault";
  readonly fault: FaultType;
  readonly origin: ts.Node;
  /** The call of another function whose fault it is, as it is written. */
  readonly caller?: string;
}

/** Any other error that is thrown. */
export interface ThrownError {
  readonly kind: "error";
  readonly text: string;
  readonly classes: ReadonlySet<ts.Symbol>;
  readonly origin: ts.Node;
}

/** Something that the check cannot see, and that may throw anything. */
export interface Unseen {
  readonly kind: "unseen";
  readonly reason: UnseenReason;
  readonly name: string;
  /** The package whose declaration file it is in. */
  readonly package?: string;
  readonly origin: ts.Node;
}

/** A value of a parameter: the caller decides what is thrown. */
export interface ThrownParameter {
  readonly kind: "parameter";
  readonly parameter: ts.ParameterDeclaration;
  readonly origin: ts.Node;
}

/** The error of a `catch` clause. */
interface ThrownAgain {
  readonly kind: "caught";
  readonly clause: ts.CatchClause;
  readonly origin: ts.Node;
}

/** A value that needs no further code to be known. */
export type Concrete = ThrownFault | ThrownError | Unseen;

/** Everything that an expression of a `throw` may be. */
export type Thrown = Concrete | ThrownParameter | ThrownAgain;
