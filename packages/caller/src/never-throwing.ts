import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { checkCatalog, setStackLimit } from "@faultwire/catalog/internal";
import { malformed } from "./malformed.ts";

/** A fault that was read with a catalog: one that it declares, or one of the families. */
export type ParsedFault<Declared extends Catalog> = FaultsOf<Declared> | PlatformFault;

/** One reading of an untrusted value. */
interface Reading<Declared extends Catalog> {
  readonly value: unknown;
  readonly catalog: Declared;
  readonly read: (value: unknown, catalog: Catalog) => Fault | undefined;
  /** The public function that was called: the fault's stack begins at its caller. */
  readonly calledAs: (...given: never) => unknown;
  /** The same as a text for messages, such as `parse()`: bundlers shorten names. */
  readonly where: string;
}

/**
 * Reads a value that may throw when its members are read, and gives the fault the stack of the caller.
 *
 * @throws TypeError if there is no catalog to read it with.
 */
export function neverThrowing<Declared extends Catalog>({
  value,
  catalog,
  read,
  calledAs,
  where,
}: Reading<Declared>): ParsedFault<Declared> | undefined {
  checkCatalog(where, "catalog", catalog);
  // One stack is enough: faults made on the way (causes, say) get none.
  const limit = setStackLimit(0);
  let fault: Fault | undefined;
  try {
    fault = read(value, catalog);
  } catch (failure) {
    fault = malformed({
      message: "The value cannot be read",
      issues: "it throws when it is read",
      execution: "unknown",
      origin: { wire: "standard", payload: value },
      cause: failure,
    });
  } finally {
    setStackLimit(limit);
  }
  if (fault !== undefined && fault !== value) captureStack(fault, calledAs);
  // The catalog's classes made it: their types are its types.
  return fault as ParsedFault<Declared> | undefined;
}

function captureStack(fault: Fault, calledAs: (...given: never) => unknown): void {
  try {
    Error.captureStackTrace?.(fault, calledAs);
  } catch {
    // Error.prepareStackTrace of a program can throw: the fault goes without a stack.
  }
}
