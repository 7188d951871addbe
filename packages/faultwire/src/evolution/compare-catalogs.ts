import { type Change, judge, type UnjudgedChange } from "./change.ts";
import { type CatalogPair, catching, compareFaults, NOT_THROWN } from "./compare-faults.ts";
import type { LockedCatalogs } from "./locked-fault.ts";

/** Finds every change between two versions of catalogs, and what it does to callers in both orders of deployment. */
export function compareCatalogs(old: LockedCatalogs, fresh: LockedCatalogs): readonly Change[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
  return names.flatMap((catalog) => compareCatalog(catalog, old, fresh)).map(judge);
}

function compareCatalog(
  catalog: string,
  old: LockedCatalogs,
  fresh: LockedCatalogs,
): readonly UnjudgedChange[] {
  const [was, is] = [memberOf(old, catalog), memberOf(fresh, catalog)];
  if (was && is) return compareVersions({ catalog, old: was, fresh: is }, fresh);
  const faults = Object.keys(was ?? is ?? {});
  if (is) return [addedCatalog(catalog, faults)];
  const lost = { effect: "breaks", caught: "Undeclared", because: "it has no catalog with them" } as const;
  const moved = Object.keys(fresh).find((name) => !memberOf(old, name) && isSame(was, fresh[name]));
  if (moved !== undefined)
    return [
      {
        ...{ catalog, kind: "catalog-removed", text: `the catalog is named ${moved} now` },
        calleeFirst: { effect: "same", because: "the name of a catalog decides nothing" },
        callersFirst: { effect: "same", because: "the name of a catalog decides nothing" },
      },
    ];
  return [
    {
      ...{ catalog, kind: "catalog-removed", text: `the catalog is gone, with ${faults.join(", ")}` },
      calleeFirst: NOT_THROWN,
      callersFirst: lost,
    },
  ];
}

function addedCatalog(catalog: string, faults: readonly string[]): UnjudgedChange {
  return {
    ...{ catalog, kind: "catalog-added", text: `the catalog is new, with ${faults.join(", ")}` },
    calleeFirst: {
      effect: "breaks",
      caught: "Undeclared",
      because: "a function that begins to throw its faults meets callers that do not have them",
    },
    callersFirst: NOT_THROWN,
    advice:
      "a new function needs nothing; where an existing function begins to throw them, deploy all callers first",
  };
}

function compareVersions(pair: CatalogPair, everything: LockedCatalogs): readonly UnjudgedChange[] {
  const { catalog, old, fresh } = pair;
  const renamed = renamesOf(pair);
  const oldNames = new Set(renamed.values());
  const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
  return names.flatMap((name): readonly UnjudgedChange[] => {
    const [was, is] = [memberOf(old, name), memberOf(fresh, name)];
    if (was && is) return compareFaults({ catalog, name, oldName: name, old: was, fresh: is }, pair);
    const oldName = renamed.get(name);
    if (is && oldName !== undefined) return compareRenamed(pair, name, oldName);
    if (is) return [addedFault(pair, name)];
    return oldNames.has(name) ? [] : [removedFault(pair, name, everything)];
  });
}

/** The old names of faults that have them as aliases now. */
function renamesOf({ old, fresh }: CatalogPair): ReadonlyMap<string, string> {
  const found = Object.entries(fresh).flatMap(([name, { aliases = [] }]) => {
    const oldName = memberOf(old, name)
      ? undefined
      : aliases.find((alias) => memberOf(old, alias) && !memberOf(fresh, alias));
    return oldName === undefined ? [] : [[name, oldName] as const];
  });
  return new Map(found);
}

function compareRenamed(pair: CatalogPair, name: string, oldName: string): readonly UnjudgedChange[] {
  const { catalog } = pair;
  const [old, fresh] = [memberOf(pair.old, oldName), memberOf(pair.fresh, name)];
  if (!old || !fresh) return [];
  return [
    {
      ...{
        catalog,
        fault: name,
        kind: "fault-renamed",
        text: `${oldName} is named ${name} now, and ${oldName} is an alias`,
      },
      calleeFirst: catching(pair.old, name, oldName),
      callersFirst: catching(pair.fresh, oldName, name),
    },
    ...compareFaults({ catalog, name, oldName, old, fresh }, pair),
  ];
}

function addedFault({ catalog, old }: CatalogPair, name: string): UnjudgedChange {
  return {
    ...{ catalog, fault: name, kind: "fault-added", text: "the fault is new" },
    calleeFirst: catching(old, name),
    callersFirst: NOT_THROWN,
  };
}

function removedFault(
  { catalog, old, fresh }: CatalogPair,
  name: string,
  everything: LockedCatalogs,
): UnjudgedChange {
  const holders = Object.keys(everything).filter(
    (each) => each !== catalog && memberOf(everything[each] ?? {}, name),
  );
  const twins = Object.keys(fresh).filter((each) => !memberOf(old, each) && isSame(old[name], fresh[each]));
  const elsewhere = holders.length > 0 ? `; the catalog ${holders.join(", ")} has a fault of this name` : "";
  return {
    ...{ catalog, fault: name, kind: "fault-removed", text: `the fault is gone${elsewhere}` },
    calleeFirst: NOT_THROWN,
    callersFirst: catching(fresh, name),
    ...(holders.length > 0 && {
      advice: `where functions go on to throw it, give their callers both catalogs first: mergeCatalogs("...", ${[catalog, ...holders].join(", ")})`,
    }),
    ...(twins.length === 1 && {
      advice: `if ${twins[0]} is its new name, give it aliases: ["${name}"], and deploy all callers first`,
    }),
  };
}

/** An own member: a catalog or a fault may have the name of a member that every object has. */
function memberOf<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
