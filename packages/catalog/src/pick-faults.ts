import type { Catalog, FaultRecord } from "./catalog.ts";
import { checkCatalog, describe } from "./check-options.ts";

/**
 * Makes a catalog of some of another's faults, under the same name: the `throws` of a function that throws only
 * these, so that its callers need no arms for the others.
 *
 * @throws TypeError for a name that the catalog does not have.
 * @example
 * const handler = wrapHandler(getOrder, { throws: pickFaults(Orders, "OrderNotFound") });
 */
export function pickFaults<Faults extends FaultRecord, const Name extends keyof Faults & string>(
  catalog: Catalog<Faults>,
  ...names: readonly [Name, ...Name[]]
): Catalog<Pick<Faults, Name>> {
  const where = "pickFaults()";
  checkCatalog(where, "the first argument", catalog);
  const known = Object.keys(catalog.faults);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new TypeError(
      `${where}: the catalog ${catalog.name} has no fault ${describe(name)}; its faults are ${known.join(", ")}`,
    );
  }
  if (names.length === 0) throw new TypeError(`${where}: name at least one of ${known.join(", ")}`);
  const picked = names.map((name) => [name, catalog.faults[name]] as const);
  // The keys are the names that were asked for.
  return { name: catalog.name, faults: Object.fromEntries(picked) as Pick<Faults, Name> };
}
