import type { Change } from "../evolution/change.ts";
import type { Place } from "./program/project.ts";

/** The rules of the check. */
export type Rule =
  | "undeclared-fault"
  | "unthrown-fault"
  | "undeclared-error"
  | "incomplete-catalog"
  | "missing-arm"
  | "missing-case"
  | "breaking-change"
  | "outdated-lock"
  | "outdated-file";

/** One problem that was found. */
export interface Finding {
  readonly rule: Rule;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly place: Place;
  /** The calls from the handler to the place, in this order. */
  readonly path: readonly CallOnTheWay[];
  /** Further lines of the message. */
  readonly notes?: readonly string[];
  /** The change of a catalog that it reports. */
  readonly change?: Change;
  /** Identifies it in a baseline: it stays the same while lines move. */
  readonly key: string;
}

/** A call on the way from a handler to a throw. */
export interface CallOnTheWay {
  readonly place: Place;
  /** The code of the call or throw. */
  readonly code: string;
}

/** Something that the check cannot see. */
export interface UnseenPart {
  readonly reason: string;
  readonly name: string;
  readonly place: Place;
  /** The handlers that reach it; none for a part of a catalog or a file. */
  readonly handlers: readonly string[];
}

/** The result of a check. */
export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly unseen: readonly UnseenPart[];
  /** The numbers of what was looked at. */
  readonly counts: {
    readonly handlers: number;
    readonly functions: number;
    readonly callers: number;
    readonly files: number;
    /** Places that throw an error that is not a fault, and reach a handler. */
    readonly otherErrors: number;
  };
}
