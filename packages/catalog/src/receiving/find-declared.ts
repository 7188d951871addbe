import { classNameOf, type WireError } from "@faultwire/wire";
import { type Catalog, findFault } from "../catalog.ts";
import type { DeclaredFault } from "../fault-declaration.ts";
import { isReserved } from "./classify-runtime-error.ts";

/**
 * Finds the declared fault that an error names: by the fault's own name, by one of its aliases, or by the full name of
 * a class as functions of other languages send it.
 */
export function findDeclared(
  { errorType, remoteStack }: WireError,
  catalog: Catalog,
): DeclaredFault | undefined {
  if (errorType === undefined) return undefined;
  return (
    findFault(catalog, errorType) ??
    Object.values(catalog.faults).find(({ declaration }) => declaration.aliases?.includes(errorType)) ??
    (isReserved(errorType) ? undefined : findFault(catalog, classNameOf(errorType, remoteStack)))
  );
}
