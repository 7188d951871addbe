import type { ChangeKind, ChangeOutcome, UnjudgedChange } from "./change.ts";
import { type Difference, diffDetails, exchangeOf } from "./diff-details.ts";
import { findRefusals } from "./fit/fit.ts";
import { type Path, type Refusal, writePath } from "./fit/refusal.ts";
import type { LockedDetails, LockedFault } from "./locked-fault.ts";

/** One fault in two versions, each with its name: they differ where it was renamed. */
export interface FaultPair {
  readonly catalog: string;
  readonly name: string;
  readonly oldName: string;
  readonly old: LockedFault;
  readonly fresh: LockedFault;
}

/** Finds the changes of a fault's details. */
export function compareDetails(pair: FaultPair): readonly UnjudgedChange[] {
  const { old, fresh } = pair;
  if (!old.details || !fresh.details) return comparePresence(pair);
  const isShown = old.details.schema !== undefined && fresh.details.schema !== undefined;
  return [...compareAbsence(pair), ...(isShown ? compareSchemas(pair) : compareHidden(pair))];
}

function same(caught: string): ChangeOutcome {
  return { effect: "same", caught };
}

function malformed(because: string, effect: ChangeOutcome["effect"] = "breaks"): ChangeOutcome {
  return { effect, caught: "MalformedFault", because };
}

function draft(
  pair: FaultPair,
  kind: ChangeKind,
  rest: Omit<UnjudgedChange, "catalog" | "fault" | "kind">,
): UnjudgedChange {
  return { catalog: pair.catalog, fault: pair.name, kind, ...rest };
}

/** Details where there were none: a caller without a schema leaves them out, one with a schema needs them. */
function comparePresence(pair: FaultPair): readonly UnjudgedChange[] {
  const { old, fresh, name, oldName } = pair;
  if (fresh.details)
    return [
      draft(pair, "details-added", {
        text: "it has details now",
        calleeFirst: same(oldName),
        callersFirst: fresh.details.absent ? same(name) : malformed("it comes without details"),
      }),
    ];
  if (!old.details) return [];
  return [
    draft(pair, "details-removed", {
      text: "it has no details any more",
      calleeFirst: old.details.absent ? same(oldName) : malformed("it comes without details"),
      callersFirst: same(name),
    }),
  ];
}

function compareAbsence(pair: FaultPair): readonly UnjudgedChange[] {
  const [was, is] = [pair.old.details?.absent, pair.fresh.details?.absent];
  if (was === is) return [];
  const meet = (
    sender: LockedDetails["absent"],
    receiver: LockedDetails["absent"],
    caught: string,
  ): ChangeOutcome =>
    sender === "sent" && receiver === undefined ? malformed("it may come without details") : same(caught);
  const words = { sent: "may be left out", accepted: "have a default", undefined: "are needed" };
  return [
    draft(pair, "details-presence", {
      text: `the details ${words[`${was}`].replace("are", "were")} and now ${words[`${is}`]}`,
      calleeFirst: meet(is, was, pair.oldName),
      callersFirst: meet(was, is, pair.name),
    }),
  ];
}

function compareHidden(pair: FaultPair): readonly UnjudgedChange[] {
  if (JSON.stringify(pair.old.details) === JSON.stringify(pair.fresh.details)) return [];
  const unknown: ChangeOutcome = {
    effect: "unknown",
    because: "the schema of one of the versions has no JSON Schema",
  };
  const text = "its details cannot be compared: one of the versions has no JSON Schema";
  return [draft(pair, "details-hidden", { text, calleeFirst: unknown, callersFirst: unknown })];
}

function compareSchemas(pair: FaultPair): readonly UnjudgedChange[] {
  const [old, fresh] = [exchangeOf(pair.old.details ?? {}), exchangeOf(pair.fresh.details ?? {})];
  const differences = diffDetails(old, fresh);
  if (differences.length === 0) return [];
  const toOld = findRefusals(fresh.sent, old.accepted);
  const toFresh = findRefusals(old.sent, fresh.accepted);
  const all = [...differences, ...unassigned([...toOld, ...toFresh], differences)];
  const outcome = (each: Difference, refusals: readonly Refusal[], caught: string): ChangeOutcome => {
    const own = refusals.filter(({ path }) => ownerOf(path, all) === each);
    const because = own.map((refusal) => `${writePath(refusal.path)} ${refusal.text}`).join("; ");
    if (own.some(({ isCertain }) => isCertain)) return malformed(because);
    if (own.length > 0) return { effect: "unknown", because };
    if (each.isHidden) return { effect: "unknown", because: "it has rules that no JSON Schema shows" };
    return same(caught);
  };
  return all.map((each) =>
    draft(pair, each.kind, {
      member: writePath(each.path),
      text: each.text,
      calleeFirst: outcome(each, toOld, pair.oldName),
      callersFirst: outcome(each, toFresh, pair.name),
    }),
  );
}

/** The difference that a reason belongs to: the deepest one above it. */
function ownerOf(path: Path, differences: readonly Difference[]): Difference | undefined {
  return differences
    .filter((each) => each.path.every((step, index) => path[index] === step))
    .reduce<Difference | undefined>(
      (best, each) => (best && best.path.length >= each.path.length ? best : each),
      undefined,
    );
}

/** Differences of their own for reasons that belong to none, so that no reason is lost. */
function unassigned(refusals: readonly Refusal[], differences: readonly Difference[]): readonly Difference[] {
  const paths = new Map(
    refusals.filter(({ path }) => !ownerOf(path, differences)).map(({ path }) => [path.join("\u0000"), path]),
  );
  return [...paths.values()].map((path) => ({
    ...{ path, kind: "member-changed", isHidden: false },
    text: `${writePath(path)} has changed with its surroundings`,
  }));
}
