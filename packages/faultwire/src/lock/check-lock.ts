import { relative, sep } from "node:path";
import type { FoundCatalogs } from "../check/catalogs/find-catalogs.ts";
import type { Finding, UnseenPart } from "../check/finding.ts";
import type { Change } from "../evolution/change.ts";
import { compareCatalogs } from "../evolution/compare-catalogs.ts";
import { UsageError } from "../usage-error.ts";
import { loadLocked } from "./load-locked.ts";
import { readLockFile, writeLockFile } from "./lock-file.ts";
import { lockFindings } from "./lock-findings.ts";

/** A lock file, and the catalogs that it is held against. */
export interface LockOptions {
  /** The absolute path. */
  readonly path: string;
  readonly catalogs: FoundCatalogs;
  /** The folder of the project. */
  readonly folder: string;
  /** The folder that paths in findings are relative to. */
  readonly root: string;
}

/** The result of a comparison with a lock. */
export interface CheckedLock {
  readonly findings: readonly Finding[];
  readonly unseen: readonly UnseenPart[];
}

/**
 * Compares the catalogs of a project with its lock. Without a lock there is nothing to compare, and nothing is loaded.
 *
 * @throws UsageError for a file that is not a lock, and for catalogs that cannot be loaded.
 */
export async function checkLock({ path, catalogs, folder, root }: LockOptions): Promise<CheckedLock> {
  const old = readLockFile(path);
  if (old === undefined) return { findings: [], unseen: [] };
  const { catalogs: fresh, sources, unseen } = await loadLocked(catalogs.exported, folder);
  const lock = { file: relative(root, path).split(sep).join("/"), line: 1, column: 1 };
  const hidden = catalogs.hidden.map(
    (place): UnseenPart => ({
      ...{
        name: "a catalog",
        reason: "no module exports it, so that it is not in the lock",
        place,
        handlers: [],
      },
    }),
  );
  return {
    findings: lockFindings(compareCatalogs(old, fresh), { lock, sources }),
    unseen: [...unseen, ...hidden],
  };
}

/** The numbers of a lock that was written. */
export interface UpdatedLock {
  readonly catalogs: number;
  readonly faults: number;
  /** The changes since the lock that was there. */
  readonly changes: readonly Change[];
}

/**
 * Writes the lock of a project.
 *
 * @throws UsageError where the file is not a lock, there is no catalog, or one cannot be loaded.
 */
export async function updateLock({
  path,
  catalogs: found,
  folder,
}: Omit<LockOptions, "root">): Promise<UpdatedLock> {
  if (found.exported.length === 0)
    throw new UsageError(
      `check: no module of ${folder} exports a catalog; export one, as: export const Orders = defineCatalog("orders", { OrderNotFound })`,
    );
  const { catalogs } = await loadLocked(found.exported, folder);
  const old = writeLockFile(path, catalogs);
  const faults = Object.values(catalogs).reduce((sum, each) => sum + Object.keys(each).length, 0);
  return {
    catalogs: Object.keys(catalogs).length,
    faults,
    changes: old ? compareCatalogs(old, catalogs) : [],
  };
}
