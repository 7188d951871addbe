import type { Catalog } from "@faultwire/catalog";

/**
 * Finds the catalogs that a module exports, by the names of the exports; each once, under its own name where it is also
 * the default.
 */
export function catalogsOf(exports: Readonly<Record<string, unknown>>): ReadonlyMap<string, Catalog> {
  // CommonJS: all exports are members of the default.
  const all = { ...Object(exports.default), ...exports };
  const names = Object.keys(all).sort(
    (one, other) => Number(one === "default") - Number(other === "default"),
  );
  const found = new Map<string, Catalog>();
  for (const name of names) {
    const value: unknown = all[name];
    if (isCatalog(value) && ![...found.values()].includes(value)) found.set(name, value);
  }
  return found;
}

/** Whether a value is what `defineCatalog()` makes, of any copy of the library. */
function isCatalog(value: unknown): value is Catalog {
  const { name, faults }: { name?: unknown; faults?: unknown } = Object(value);
  if (typeof name !== "string" || typeof faults !== "object" || faults === null) return false;
  return Object.entries(faults).every(([key, fault]) => {
    const { errorType, declaration }: { errorType?: unknown; declaration?: unknown } = Object(fault);
    return typeof fault === "function" && errorType === key && typeof declaration === "object";
  });
}
