import type { ChangeOutcome, UnjudgedChange } from "./change.ts";
import { compareDetails, type FaultPair } from "./compare-details.ts";
import { type LockedCatalog, type LockedFault, receivedAs } from "./locked-fault.ts";

/** Both versions of a catalog. */
export interface CatalogPair {
  readonly catalog: string;
  readonly old: LockedCatalog;
  readonly fresh: LockedCatalog;
}

/** Finds the changes of one fault that both versions have, perhaps under two names. */
export function compareFaults(pair: FaultPair, catalogs: CatalogPair): readonly UnjudgedChange[] {
  return [
    ...compareAliases(pair, catalogs),
    ...compareStatus(pair),
    ...compareRetries(pair),
    ...comparePromise(pair),
    ...compareDetails(pair),
  ];
}

/** Finds the class that a caller makes of a name on the wire. */
export function catching(catalog: LockedCatalog, name: string, expected = name): ChangeOutcome {
  const caught = receivedAs(catalog, name);
  if (caught === undefined)
    return { effect: "breaks", caught: "Undeclared", because: `its catalog has no ${name}` };
  if (caught !== expected)
    return { effect: "breaks", caught, because: `its catalog takes ${name} for ${caught}` };
  return { effect: "same", caught };
}

/** The outcome of what the function does not throw. */
export const NOT_THROWN: ChangeOutcome = { effect: "same", because: "the function does not throw it" };

function compareAliases(pair: FaultPair, { old, fresh }: CatalogPair): readonly UnjudgedChange[] {
  const { catalog, name: fault, oldName } = pair;
  const [before, after] = [pair.old.aliases ?? [], pair.fresh.aliases ?? []];
  const notSent = { ...NOT_THROWN, because: "no function sends it" };
  const added = after.filter((each) => !before.includes(each) && each !== oldName);
  const removed = before.filter((each) => !after.includes(each) && each !== fault);
  return [
    ...added.map(
      (alias): UnjudgedChange => ({
        ...{ catalog, fault, kind: "alias-added", text: `the alias ${alias} is new` },
        calleeFirst: catching(old, alias, oldName),
        callersFirst: notSent,
        advice: `deploy all callers first, then the function that sends ${alias}`,
      }),
    ),
    ...removed.map(
      (alias): UnjudgedChange => ({
        ...{ catalog, fault, kind: "alias-removed", text: `the alias ${alias} is gone` },
        calleeFirst: notSent,
        callersFirst: catching(fresh, alias, fault),
        advice: `remove it once no function sends ${alias}`,
      }),
    ),
  ];
}

function compareStatus({ catalog, name: fault, oldName, old, fresh }: FaultPair): readonly UnjudgedChange[] {
  if (old.status === fresh.status) return [];
  const differs = (caught: string, status: number): ChangeOutcome => ({
    ...{ effect: "differs", caught, because: `it has the function's status, ${status}` },
  });
  return [
    {
      ...{ catalog, fault, kind: "status", text: `the status was ${old.status} and is ${fresh.status}` },
      calleeFirst: differs(oldName, fresh.status),
      callersFirst: differs(fault, old.status),
      advice:
        "callers catch it in any order; look at those that read the status, HTTP clients without the library, and what caches or tries again by status",
    },
  ];
}

function compareRetries({ catalog, name: fault, oldName, old, fresh }: FaultPair): readonly UnjudgedChange[] {
  if (old.retryable === fresh.retryable) return [];
  const differs = (caught: string, { retryable }: LockedFault): ChangeOutcome => ({
    ...{ effect: "differs", caught },
    because: retryable
      ? "the function's word is that it may pass: an idempotent call is tried again"
      : "the function's word is that it will not pass: the call is not tried again",
  });
  return [
    {
      ...{
        catalog,
        fault,
        kind: "retryable",
        text: `retryable was ${old.retryable} and is ${fresh.retryable}`,
      },
      calleeFirst: differs(oldName, fresh),
      callersFirst: differs(fault, old),
      advice:
        "callers catch it in any order, and try again or not by the word of the function that is deployed",
    },
  ];
}

/**
 * A caller tries again on the promise of its own catalog, where the function sends that the fault may pass. So a promise
 * that only the caller's version has is not kept.
 */
function comparePromise({ catalog, name: fault, oldName, old, fresh }: FaultPair): readonly UnjudgedChange[] {
  if (old.promised === fresh.promised) return [];
  const meet = (sender: LockedFault, receiver: LockedFault, caught: string): ChangeOutcome =>
    sender.retryable && !sender.promised && receiver.promised
      ? {
          ...{ effect: "breaks", caught },
          because: "it tries again by a promise that the function does not make: the work may be done twice",
        }
      : { effect: "same", caught };
  const text = fresh.promised
    ? "it is promised now that calling again is safe"
    : "it is not promised any more that calling again is safe";
  return [
    {
      ...{ catalog, fault, kind: "promise", text },
      calleeFirst: meet(fresh, old, oldName),
      callersFirst: meet(old, fresh, fault),
    },
  ];
}
