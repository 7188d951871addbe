import { type Catalog, type Fault, HandlerFault, isFault } from "@faultwire/catalog";
import { findFault, INTENDED_FAULT } from "@faultwire/catalog/internal";
import type { FaultData } from "@faultwire/wire";
import { type DetailsOf, dataOf } from "./fault-data.ts";
import { read, readText } from "./safe-read.ts";

/** A class of faults, whatever its constructor takes. */
export type Faults = abstract new (...args: never) => Fault;

/** What is to be said of a thrown value. */
export interface Said {
  readonly data: FaultData;
  readonly of: Faults;
  /** Whether it is the thrown fault itself: nothing was concealed. */
  readonly isWhole: boolean;
}

/** What decides beside the thrown value. */
export interface Rules {
  readonly throws: Catalog;
  readonly mapError?: ((error: unknown) => unknown) | undefined;
  /** Whether an end user reads the answer, or somebody else who must not learn of undeclared errors. */
  readonly isPublic: boolean;
  /** The details of a fault that may be seen; as they are unless told. */
  readonly detailsOf?: DetailsOf | undefined;
}

/** Decides what callers learn of a thrown value; undefined where it passes as Lambda would send it. */
export function decide(thrown: unknown, rules: Rules): Said | undefined {
  const { throws, mapError, isPublic } = rules;
  const said = sayDeclared(thrown, rules) ?? sayDeclared(mapped(thrown, mapError), rules);
  if (said) return said;
  const isReceived = isFault(thrown) && thrown.origin !== undefined;
  if (isFault(thrown) && thrown.name === "HandlerFault" && !isReceived)
    return { data: dataOf(thrown, 500, rules.detailsOf), of: HandlerFault, isWhole: true };
  if (isPublic)
    return sayMeant(thrown, throws) ?? sayHandlerFault("InternalFailure", "Internal failure", 500);
  if (!isReceived) return undefined;
  const callee = thrown.origin?.functionName;
  return sayHandlerFault("DependencyFailed", `The call to ${callee ?? "a dependency"} failed`, 502);
}

/** What a mapping makes of a thrown value, if anything. Never throws. */
export function mapped(thrown: unknown, mapError: Rules["mapError"]): unknown {
  try {
    return mapError?.(thrown);
  } catch {
    // What a mapping throws must not replace what was thrown; the log has that.
    return undefined;
  }
}

function sayDeclared(value: unknown, rules: Rules): Said | undefined {
  if (!isFault(value)) return undefined;
  const declared = findFault(rules.throws, value.errorType);
  if (declared === undefined) return undefined;
  const data = dataOf(value, declared.prototype.status, rules.detailsOf);
  // What another function said of retrying it says nothing of retrying this one.
  const retryable = value.origin === undefined ? data.retryable : declared.prototype.retryable;
  return { data: { ...data, errorType: declared.errorType, retryable }, of: declared, isWhole: true };
}

/** A fault whose details were wrong is still answered with its name and status: its author's mistake is no 500. */
function sayMeant(thrown: unknown, throws: Catalog): Said | undefined {
  const meant = read(thrown, INTENDED_FAULT);
  const declared = findFault(throws, readText(meant, "errorType"));
  if (declared === undefined) return undefined;
  const { errorType, declaration, prototype } = declared;
  const message = typeof declaration.message === "string" ? declaration.message : errorType;
  const { status, retryable } = prototype;
  return { data: { errorType, message, status, retryable }, of: declared, isWhole: false };
}

function sayHandlerFault(
  errorType: "InternalFailure" | "DependencyFailed",
  message: string,
  status: number,
): Said {
  return { data: { errorType, message, status, retryable: false }, of: HandlerFault, isWhole: false };
}
