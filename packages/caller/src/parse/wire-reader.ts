import type { Catalog, FaultsOf, PlatformFault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import type { WireError } from "@faultwire/wire";
import { neverThrowing } from "../never-throwing.ts";

/**
 * Reads one wire: returns the typed fault, or undefined for a success and for a value of another wire. Never throws for
 * any value; without a catalog it throws a `TypeError`.
 */
export type WireReader = <Declared extends Catalog>(
  value: unknown,
  catalog: Declared,
) => FaultsOf<Declared> | PlatformFault | undefined;

/**
 * Makes the reader of a wire from its decoder, with its name as a text for messages. Calls to it are marked as pure, so that bundlers leave out the readers
 * that are not used.
 */
export function readerOf(where: string, decode: (value: unknown) => WireError | undefined): WireReader {
  const read: WireReader = (value, catalog) =>
    neverThrowing({
      value,
      catalog,
      read: () => {
        const error = decode(value);
        return error && toFault(error, catalog);
      },
      calledAs: read,
      where,
    });
  return read;
}
