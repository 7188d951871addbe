import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { malformed } from "./malformed.ts";

/** A fault that was read with a catalog: one that it declares, or one of the families. */
export type ParsedFault<Declared extends Catalog> = FaultsOf<Declared> | PlatformFault;

/** One read of an untrusted value. */
interface Reading<Declared extends Catalog> {
  readonly value: unknown;
  readonly catalog: Declared;
  readonly read: (value: unknown, catalog: Catalog) => Fault | undefined;
  /** The public function that was called: the fault's stack begins at its caller. */
  readonly calledAs: (...given: never) => unknown;
}

/** Reads a value that may throw when its members are read, and gives the fault the stack of the caller. */
export function neverThrowing<Declared extends Catalog>({
  value,
  catalog,
  read,
  calledAs,
}: Reading<Declared>): ParsedFault<Declared> | undefined {
  const limit = Error.stackTraceLimit;
  try {
    // One stack is enough: faults made on the way (causes, say) get none.
    Error.stackTraceLimit = 0;
    const fault = read(value, catalog);
    Error.stackTraceLimit = limit;
    if (fault !== undefined && fault !== value) Error.captureStackTrace?.(fault, calledAs);
    // The catalog's classes made it: their types are its types.
    return fault as ParsedFault<Declared> | undefined;
  } catch (failure) {
    Error.stackTraceLimit = limit;
    return malformed({
      message: "The value cannot be read",
      issues: "it throws when it is read",
      execution: "unknown",
      origin: { wire: "standard", payload: value },
      cause: failure,
    });
  }
}
