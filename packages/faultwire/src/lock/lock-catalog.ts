import type { Catalog, DeclaredFault } from "@faultwire/catalog";
import { describeCatalog, type FaultDescription, type SchemaOptions } from "@faultwire/infra";
import type { LockedCatalog, LockedDetails, LockedFault } from "../evolution/locked-fault.ts";
import { normalizeSchema, sortByName } from "../evolution/normalize-schema.ts";

/** A catalog as the lock has it, and what cannot be seen of it. */
export interface CatalogToLock {
  readonly faults: LockedCatalog;
  /** Details with rules that no JSON Schema shows. */
  readonly unseen: readonly UnseenDetails[];
}

/** Details that the lock cannot compare whole. */
interface UnseenDetails {
  readonly fault: string;
  /** The reason, as a clause. */
  readonly because: string;
}

/** Writes down all of a catalog that callers depend on. */
export function lockCatalog(catalog: Catalog, options: SchemaOptions): CatalogToLock {
  const { faults } = describeCatalog(catalog, options);
  const locked = faults.map(
    (fault) => [fault.errorType, lockFault(fault, catalog.faults[fault.errorType])] as const,
  );
  return {
    faults: Object.fromEntries(sortByName(locked)),
    unseen: faults.flatMap((fault) => {
      const because = unseenIn(fault);
      return because === undefined ? [] : [{ fault: fault.errorType, because }];
    }),
  };
}

function lockFault(fault: FaultDescription, declared: DeclaredFault | undefined): LockedFault {
  const { status, retryable, isPromised } = fault;
  const aliases = [...(declared?.declaration.aliases ?? [])].sort();
  const details = lockDetails(fault);
  return {
    ...(aliases.length > 0 && { aliases }),
    ...(details && { details }),
    ...(isPromised && { promised: isPromised }),
    ...{ retryable, status },
  };
}

function lockDetails({ details }: FaultDescription): LockedDetails | undefined {
  if (details === undefined) return undefined;
  const { isOptional, acceptsNothing } = details;
  const absent: LockedDetails["absent"] = isOptional ? "sent" : acceptsNothing ? "accepted" : undefined;
  const presence: LockedDetails = absent ? { absent } : {};
  if (!("schema" in details)) return presence;
  const [schema, accepts] = [
    normalizeSchema(details.exchange.sent),
    normalizeSchema(details.exchange.accepted),
  ];
  const isOwn = JSON.stringify(schema) !== JSON.stringify(accepts);
  return { ...presence, ...(isOwn && { accepts }), schema };
}

function unseenIn({ details }: FaultDescription): string | undefined {
  if (details === undefined) return undefined;
  if ("problem" in details) return details.problem;
  const rules = new Set(hiddenRulesIn(details.exchange));
  return rules.size === 0 ? undefined : `they have rules that no JSON Schema shows: ${[...rules].join(", ")}`;
}

function hiddenRulesIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key === "x-hidden-rules" && typeof each === "string" ? each.split(", ") : hiddenRulesIn(each),
  );
}
