import type { Catalog, Fault, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/internal";
import type { WireError } from "@faultwire/wire";
import { malformed } from "./malformed.ts";

/** What a reader of a catalog's faults finds; undefined where what it read tells of no error. */
export type Found<Declared extends Catalog> = FaultsOf<Declared> | PlatformFault | undefined;

/**
 * Reads one wire: the typed fault of what came by it, undefined for a success and for what is of another wire. Never
 * throws.
 */
export type WireReader = <Declared extends Catalog>(value: unknown, catalog: Declared) => Found<Declared>;

/** Makes the reader of a wire of its decoder. To be marked as pure where it is called, so that bundlers leave out what is not used. */
export function readerOf(decode: (value: unknown) => WireError | undefined): WireReader {
  const read: WireReader = (value, catalog) =>
    guarded(
      value,
      catalog,
      () => {
        const error = decode(value);
        return error && toFault(error, catalog);
      },
      read,
    );
  return read;
}

/** Reads a value that may throw when it is read, and gives the fault the stack of whoever asked. */
export function guarded<Declared extends Catalog>(
  value: unknown,
  catalog: Declared,
  read: (value: unknown, catalog: Catalog) => Fault | undefined,
  asked: (...given: never) => unknown,
): Found<Declared> {
  const limit = Error.stackTraceLimit;
  try {
    // One stack is enough: whatever is made on the way gets none.
    Error.stackTraceLimit = 0;
    const fault = read(value, catalog);
    Error.stackTraceLimit = limit;
    if (fault !== undefined && fault !== value) Error.captureStackTrace?.(fault, asked);
    // The catalog's classes made it: their types are its types.
    return fault as Found<Declared>;
  } catch (failure) {
    Error.stackTraceLimit = limit;
    return malformed({
      message: "What came back cannot be read",
      issues: "it throws when it is read",
      execution: "unknown",
      origin: { wire: "standard", payload: value },
      cause: failure,
    });
  }
}
