import { relative, sep } from "node:path";
import { catalogsOf } from "../catalog-file/catalogs-of.ts";
import { importCatalogs, schemasFor } from "../catalog-file/load-catalog.ts";
import type { ExportedCatalog } from "../check/catalogs/find-catalogs.ts";
import type { UnseenPart } from "../check/finding.ts";
import type { LockedCatalog, LockedCatalogs } from "../evolution/locked-fault.ts";
import { UsageError } from "../usage-error.ts";
import { lockCatalog } from "./lock-catalog.ts";

/** The catalogs of a project, loaded. */
export interface LoadedCatalogs {
  readonly catalogs: LockedCatalogs;
  /** The exports by the names of their catalogs. */
  readonly sources: ReadonlyMap<string, ExportedCatalog>;
  readonly unseen: readonly UnseenPart[];
}

interface Loaded {
  readonly name: string;
  readonly faults: LockedCatalog;
  readonly source: ExportedCatalog;
  readonly unseen: readonly UnseenPart[];
}

/**
 * Loads the catalogs that a project exports. One that is a part of another of the same name, as `pickFaults` makes it, is
 * left out.
 *
 * @param folder the folder of the project
 * @throws UsageError for a module that cannot be loaded, and for two catalogs of one name.
 */
export async function loadLocked(
  exported: readonly ExportedCatalog[],
  folder: string,
): Promise<LoadedCatalogs> {
  const loaded: Loaded[] = [];
  for (const path of new Set(exported.map((each) => each.path)))
    loaded.push(
      ...(await loadModule(
        path,
        exported.filter((each) => each.path === path),
        folder,
      )),
    );
  const whole = loaded.filter((each) => !loaded.some((other) => isPartOf(each, other, loaded)));
  const byName = new Map<string, Loaded>();
  for (const each of whole) {
    const other = byName.get(each.name);
    if (other) throw twoOfOneName(other, each);
    byName.set(each.name, each);
  }
  // A fault may be in several catalogs.
  const parts = whole.flatMap(({ unseen }) => unseen);
  return {
    catalogs: Object.fromEntries([...byName].map(([name, { faults }]) => [name, faults])),
    sources: new Map([...byName].map(([name, { source }]) => [name, source])),
    unseen: [...new Map(parts.map((part) => [JSON.stringify(part), part])).values()],
  };
}

async function loadModule(
  path: string,
  sources: readonly ExportedCatalog[],
  folder: string,
): Promise<readonly Loaded[]> {
  const file = relative(folder, path).split(sep).join("/");
  const found = catalogsOf(await importCatalogs("check", { file, path, folder }));
  const loaded: Loaded[] = [];
  for (const source of sources) {
    const catalog = found.get(source.exportName);
    // The same catalog under another name.
    if (catalog === undefined) continue;
    const { faults, unseen } = lockCatalog(catalog, {
      toStandardJsonSchema: await schemasFor(catalog, path),
    });
    const parts = unseen.map(({ fault, because }): UnseenPart => {
      const place = source.faults.get(fault) ?? source.place;
      return { name: `the details of ${fault}`, reason: because, place, handlers: [] };
    });
    loaded.push({ name: catalog.name, faults, source, unseen: parts });
  }
  return loaded;
}

/** Whether a catalog has only faults of another one of its name; of two equal ones the first is kept. */
function isPartOf(each: Loaded, other: Loaded, all: readonly Loaded[]): boolean {
  if (each === other || each.name !== other.name) return false;
  const text = (loaded: Loaded, fault: string) => JSON.stringify(loaded.faults[fault]);
  const isWithin = (one: Loaded, two: Loaded) =>
    Object.keys(one.faults).every((fault) => text(one, fault) === text(two, fault));
  return isWithin(each, other) && (!isWithin(other, each) || all.indexOf(other) < all.indexOf(each));
}

function twoOfOneName({ name, source: one }: Loaded, { source: other }: Loaded): UsageError {
  const [first, second] = [one, other].map(({ exportName, place }) => `${exportName} of ${place.file}`);
  return new UsageError(
    `check: two catalogs are named ${name}, and neither is a part of the other: ${first} and ${second}; rename one, so that the lock can keep them apart`,
  );
}
