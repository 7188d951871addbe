import type { ExportedCatalog } from "../check/catalogs/find-catalogs.ts";
import type { Finding } from "../check/finding.ts";
import type { Place } from "../check/program/project.ts";
import type { Change, ChangeOutcome, DeploymentOrder } from "../evolution/change.ts";

/** The order that a change needs, in words. */
const VERDICTS: Readonly<Record<DeploymentOrder, string>> = {
  safe: "safe in both orders",
  "callers-first": "needs callers first",
  "callee-first": "needs the callee first",
  breaks: "breaks callers in both orders",
  differs: "caught in both orders, and means something else",
  unknown: "not shown by JSON Schema, so that it may break callers",
};

/** The places of what has changed. */
export interface LockPlaces {
  readonly lock: Place;
  readonly sources: ReadonlyMap<string, ExportedCatalog>;
}

/**
 * Makes findings of changes against a lock: an error for each that is not safe, and one warning for all that are, because
 * later changes are compared with what the lock has.
 */
export function lockFindings(changes: readonly Change[], places: LockPlaces): readonly Finding[] {
  const isSafe = ({ verdict }: Change) => verdict === "safe";
  const groups = new Map<string, readonly Change[]>();
  for (const change of changes.filter((each) => !isSafe(each))) {
    const key = JSON.stringify({ ...change, catalog: undefined });
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const safe = changes.filter(isSafe);
  return [
    ...[...groups.values()].map((group) => breakingChange(group, places)),
    ...(safe.length > 0 ? [outdatedLock(safe, places)] : []),
  ];
}

/** Writes a change with the order that it needs. */
export function writeChange(change: Change, catalogs = change.catalog): string {
  return `${nameOf(change, catalogs)}: ${change.text}: ${VERDICTS[change.verdict]}`;
}

/** One change, perhaps of several catalogs that have the fault. */
function breakingChange(group: readonly Change[], { lock, sources }: LockPlaces): Finding {
  const [change] = group;
  if (change === undefined) throw new TypeError("lockFindings(): a group has at least one change");
  const { fault = "", kind, text, calleeFirst, callersFirst, advice } = change;
  const source = sources.get(change.catalog);
  const catalogs = group.map(({ catalog }) => catalog).join(" and ");
  return {
    rule: "breaking-change",
    severity: "error",
    message: writeChange(change, catalogs),
    notes: [
      `callee first   an old caller ${writeOutcome(calleeFirst)}`,
      `callers first  a new caller ${writeOutcome(callersFirst)}`,
      `to do          ${advice}`,
    ],
    place: source?.faults.get(fault) ?? source?.place ?? lock,
    path: [],
    change,
    key: `breaking-change ${catalogs} ${fault} ${kind} ${text}`,
  };
}

function outdatedLock(safe: readonly Change[], { lock }: LockPlaces): Finding {
  const lines = safe.map((change) => `${nameOf(change, change.catalog)}: ${change.text}`);
  const many = safe.length === 1 ? "1 change is" : `${safe.length} changes are`;
  return {
    rule: "outdated-lock",
    severity: "warning",
    message: `${many} safe in both orders, and not in the lock: write it with --update-lock, so that later changes are compared with them`,
    notes: lines,
    place: lock,
    path: [],
    key: `outdated-lock ${lines.join("\n")}`,
  };
}

function nameOf({ fault }: Change, catalogs: string): string {
  return fault === undefined ? `the catalog ${catalogs}` : `${fault} of ${catalogs}`;
}

function writeOutcome({ effect, caught, because }: ChangeOutcome): string {
  const reason = because === undefined ? "" : `: ${because}`;
  if (effect === "unknown") return `may catch ${caught ?? "MalformedFault"}${reason}`;
  return caught === undefined ? `is not affected${reason}` : `catches ${caught}${reason}`;
}
