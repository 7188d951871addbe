import { checkCatalogName, checkFaults } from "./check-catalog-faults.ts";
import type { DeclaredFault } from "./declare-fault.ts";
import type { Fault } from "./fault.ts";

/** Declared faults by name. */
export type FaultRecord = Readonly<Record<string, DeclaredFault>>;

/** A set of faults that functions throw and callers expect. */
export interface Catalog<Faults extends FaultRecord = FaultRecord> {
  readonly name: string;
  readonly faults: Faults;
}

type InstanceIn<Class> = Class extends abstract new (
  ...args: never
) => infer Instance
  ? Extract<Instance, Fault>
  : never;

/** The union of a catalog's faults. */
export type FaultsOf<Declared> =
  Declared extends Catalog<infer Faults> ? InstanceIn<Faults[keyof Faults]> : never;

/** A catalog that declares at least these faults. */
export type Declares<Thrown extends Fault> = Catalog<{
  readonly [Name in Thrown["name"]]: DeclaredFault<Name>;
}>;

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

/** Finds a declared fault by the name that a wire brought. */
export function findFault(catalog: Catalog, errorType: string | undefined): DeclaredFault | undefined {
  return errorType !== undefined && Object.hasOwn(catalog.faults, errorType)
    ? catalog.faults[errorType]
    : undefined;
}
