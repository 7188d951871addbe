import { toStandardJsonSchema } from "@valibot/to-json-schema";
import type { CallerEffect, Change } from "../../src/evolution/change.ts";
import { compareCatalogs } from "../../src/evolution/compare-catalogs.ts";
import { lockCatalog } from "../../src/lock/lock-catalog.ts";
import { type Case, callersCatalog, functionsCatalog } from "./version.ts";

/** The changes of a case as the lock of `faultwire check` finds them. */
export function changesOf({ old, fresh }: Case): readonly Change[] {
  const locked = (version: Case["old"]) => ({
    orders: lockCatalog(callersCatalog(version), { toStandardJsonSchema }).faults,
  });
  const moved = fresh.elsewhere && {
    payments: lockCatalog(functionsCatalog({ ...fresh, faults: {} }), { toStandardJsonSchema }).faults,
  };
  const changes = compareCatalogs(locked(old), { ...locked(fresh), ...moved });
  return changes.filter(({ catalog }) => catalog === "orders");
}

/** The worst effect of several changes in one order. */
export function worst(changes: readonly Change[], order: "calleeFirst" | "callersFirst"): CallerEffect {
  const effects = changes.map((change) => change[order].effect);
  return (["breaks", "unknown", "differs"] as const).find((each) => effects.includes(each)) ?? "same";
}
