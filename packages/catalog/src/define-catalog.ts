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

/**
 * Puts faults into a catalog. Catalogs are composed by spreading their `faults`.
 *
 * @throws TypeError where a key is not the name of the fault it holds.
 * @example
 * const Orders = defineCatalog("orders", { OrderNotFound, PaymentPending });
 * const Shop = defineCatalog("shop", { ...Orders.faults, ...Payments.faults });
 */
export function defineCatalog<
  const Faults extends FaultRecord & { readonly [Key in keyof Faults]: DeclaredFault<Key & string> },
>(name: string, faults: Faults): Catalog<Faults> {
  for (const [key, declared] of Object.entries(faults)) {
    if (declared?.errorType !== key) {
      const held = declared?.errorType === undefined ? "no fault" : `the fault ${declared.errorType}`;
      throw new TypeError(
        `defineCatalog("${name}"): the key ${key} holds ${held}; a key is the name of its fault`,
      );
    }
  }
  return { name, faults };
}

/** Finds a declared fault by the name that a wire brought. */
export function findFault(catalog: Catalog, errorType: string | undefined): DeclaredFault | undefined {
  return errorType !== undefined && Object.hasOwn(catalog.faults, errorType)
    ? catalog.faults[errorType]
    : undefined;
}
