import type { Catalog, FaultRecord } from "./catalog.ts";
import { checkCatalogName, checkFaults } from "./check-catalog-faults.ts";

/** Refuses a key that is not the name of its fault, in words. */
type KeysAreNames<Faults> = {
  readonly [Key in keyof Faults]: Faults[Key] extends { readonly errorType: infer Name extends string }
    ? Key extends Name
      ? unknown
      : `The key ${Key & string} holds the fault ${Name}: a key is the name of its fault`
    : unknown;
};

/**
 * Puts faults into a catalog. See {@link mergeCatalogs} and {@link pickFaults} to compose catalogs.
 *
 * @throws TypeError for a key that is not the name of its fault, and for a value that is not a fault.
 * @example
 * const Orders = defineCatalog("orders", { OrderNotFound, PaymentPending });
 */
export function defineCatalog<const Faults extends FaultRecord>(
  name: string,
  faults: Faults & KeysAreNames<Faults>,
): Catalog<Faults> {
  checkCatalogName("defineCatalog", name);
  checkFaults(`defineCatalog("${name}")`, faults);
  return { name, faults };
}
