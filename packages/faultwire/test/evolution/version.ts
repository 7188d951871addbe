import {
  type Catalog,
  type DeclaredFault,
  defineCatalog,
  type FaultDeclaration,
  fault,
} from "@faultwire/catalog";

/** One version of a catalog. */
export interface Version {
  readonly faults: Readonly<Record<string, FaultDeclaration>>;
  /** Faults of another catalog, which functions throw and callers of this one do not have. */
  readonly elsewhere?: Readonly<Record<string, FaultDeclaration>>;
  readonly throws: readonly Thrown[];
}

/** A fault with its details, or the name that a function of another language sends. */
type Thrown = readonly [fault: string, details?: unknown] | { readonly alias: string };

/** A kind of change. */
export interface Case {
  readonly title: string;
  readonly old: Version;
  readonly fresh: Version;
}

/** A fault that has nothing to change. */
export const PLAIN: FaultDeclaration = { status: 404, message: "m" };

/** Makes the catalog of a version, for a caller. */
export function callersCatalog({ faults }: Version): Catalog {
  return defineCatalog("orders", classesOf(faults));
}

/** Makes the catalog of what a function of a version throws. */
export function functionsCatalog({ faults, elsewhere = {} }: Version): Catalog {
  return defineCatalog("orders", classesOf({ ...faults, ...elsewhere }));
}

function classesOf(faults: Version["faults"]): Record<string, DeclaredFault> {
  const classes = Object.entries(faults).map(
    ([name, declaration]) => [name, fault(name, declaration)] as const,
  );
  // Each class has the name of its key; the declarations are those of any fault.
  return Object.fromEntries(classes) as unknown as Record<string, DeclaredFault>;
}

type Details = NonNullable<FaultDeclaration["details"]>;

/** A change of the details alone; each version throws all of its examples. */
export function details(
  title: string,
  [old, ...oldExamples]: readonly [Details | undefined, ...unknown[]],
  [fresh, ...freshExamples]: readonly [Details | undefined, ...unknown[]],
): Case {
  const version = (schema: Details | undefined, examples: readonly unknown[]): Version => ({
    faults: { Lost: { ...PLAIN, ...(schema && { details: schema }) } },
    throws: (examples.length > 0 ? examples : [undefined]).map((each) => ["Lost", each] as const),
  });
  return { title, old: version(old, oldExamples), fresh: version(fresh, freshExamples) };
}
