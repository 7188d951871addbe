import type { Catalog, FaultRecord } from "./catalog.ts";
import { checkCatalogName, checkNames } from "./check-catalog-faults.ts";
import { checkCatalog } from "./check-options.ts";

/** The faults of several catalogs together. */
export type MergedFaults<Catalogs extends readonly Catalog[]> = Flat<Together<Catalogs>>;

type Together<Catalogs extends readonly Catalog[]> = Catalogs extends readonly [
  Catalog<infer First>,
  ...infer Rest extends readonly Catalog[],
]
  ? First & Together<Rest>
  : unknown;

/** An intersection as one object, so that an editor shows its members. */
type Flat<Faults> = { readonly [Name in keyof Faults]: Faults[Name] } extends infer Merged extends FaultRecord
  ? Merged
  : never;

/**
 * Merges catalogs into one. A fault may be in several of them; two different faults of one name are refused.
 *
 * @throws TypeError for an argument that is not a catalog, and for two faults of one name.
 * @example
 * const Shop = mergeCatalogs("shop", Orders, Payments);
 */
export function mergeCatalogs<const Catalogs extends readonly [Catalog, ...Catalog[]]>(
  name: string,
  ...catalogs: Catalogs
): Catalog<MergedFaults<Catalogs>> {
  checkCatalogName("mergeCatalogs", name);
  const where = `mergeCatalogs("${name}")`;
  const holders = new Map<string, Catalog>();
  for (const [index, catalog] of catalogs.entries()) {
    checkCatalog(where, `argument ${index + 2}`, catalog);
    for (const [key, declared] of Object.entries(catalog.faults)) {
      const holder = holders.get(key);
      if (holder && holder.faults[key] !== declared) {
        throw new TypeError(
          `${where}: the catalogs ${holder.name} and ${catalog.name} both declare ${key}, and not the same class; rename one, or share the class`,
        );
      }
      holders.set(key, catalog);
    }
  }
  const faults: MergedFaults<Catalogs> = Object.assign({}, ...catalogs.map((catalog) => catalog.faults));
  checkNames(where, Object.values(faults));
  return { name, faults };
}
