import type { Fault } from "./fault.ts";
import type { DeclaredFault } from "./fault-declaration.ts";

/** Declared faults by name. */
export type FaultRecord = Readonly<Record<string, DeclaredFault>>;

/** A set of faults that functions throw and callers expect. */
export interface Catalog<Faults extends FaultRecord = FaultRecord> {
  readonly name: string;
  readonly faults: Faults;
}

type InstanceIn<Class> = Class extends abstract new (
  ...args: never
) => infer Instance
  ? Extract<Instance, Fault>
  : never;

/** The union of a catalog's faults. */
export type FaultsOf<Declared> =
  Declared extends Catalog<infer Faults> ? InstanceIn<Faults[keyof Faults]> : never;

/** A catalog that declares at least these faults. */
export type Declares<Thrown extends Fault> = Catalog<{
  readonly [Name in Thrown["name"]]: DeclaredFault<Name>;
}>;

/** Finds a declared fault by the name that a wire brought. */
export function findFault(catalog: Catalog, errorType: string | undefined): DeclaredFault | undefined {
  return errorType !== undefined && Object.hasOwn(catalog.faults, errorType)
    ? catalog.faults[errorType]
    : undefined;
}
