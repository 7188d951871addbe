import type { JsonSchema } from "@faultwire/infra";

/** A declared fault as the lock has it: all that callers depend on. */
export interface LockedFault {
  readonly status: number;
  readonly retryable: boolean;
  /** Whether its author wrote `retryable: true`, and so promised that calling again is safe. */
  readonly promised?: true;
  readonly aliases?: readonly string[];
  /** Undefined for a fault without details. */
  readonly details?: LockedDetails;
}

/** The details of a fault. */
export interface LockedDetails {
  /** The schema of what is sent; undefined where the library has no JSON Schema. */
  readonly schema?: JsonSchema;
  /** The schema of what is taken, where it is another one. */
  readonly accepts?: JsonSchema;
  /** The side that goes without details: the fault may be sent without, or is only taken without. Undefined for neither. */
  readonly absent?: "sent" | "accepted";
}

/** The faults of a catalog by name. */
export type LockedCatalog = Readonly<Record<string, LockedFault>>;

/** Catalogs by name. */
export type LockedCatalogs = Readonly<Record<string, LockedCatalog>>;

/** Finds the fault that a catalog makes of a name on the wire: by the name itself, or by an alias. */
export function receivedAs(catalog: LockedCatalog, name: string): string | undefined {
  if (Object.hasOwn(catalog, name)) return name;
  return Object.keys(catalog).find((each) => catalog[each]?.aliases?.includes(name));
}
