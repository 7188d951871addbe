import type { Catalog, Fault } from "@faultwire/catalog";
import { read } from "../foreign/safe-read.ts";
import { type ReportSettings, report } from "../report/report.ts";
import { cleanError } from "./clean-error.ts";

/** Names that were logged, by the catalog that does not have them. */
const warned = new WeakMap<Catalog, Set<string>>();

/** Logs, once per name, that a declared fault was thrown which is not among the faults that the function throws. */
export function warnUndeclared(fault: Fault, throws: Catalog, settings: ReportSettings): void {
  if (fault.origin !== undefined || read(read(fault, "constructor"), "declaration") === undefined) return;
  const names = warned.get(throws) ?? new Set();
  warned.set(throws, names);
  if (names.has(fault.errorType)) return;
  names.add(fault.errorType);
  const message = `${fault.errorType} is a declared fault, but the catalog "${throws.name}" in throws does not have it: add it there, or callers get neither its status nor its details`;
  report(cleanError("TypeError", message), "throws", settings);
}
