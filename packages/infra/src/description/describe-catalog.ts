import type { Catalog, DeclaredFault } from "@faultwire/catalog";
import { checkCatalog, checkFunction, checkOptions } from "@faultwire/catalog/internal";
import { foldMessage } from "@faultwire/wire";
import { type DetailsDescription, describeDetails, type ToStandardJsonSchema } from "./describe-details.ts";

/** The options of every generator that needs the JSON Schemas of details. */
export interface SchemaOptions {
  /**
   * Makes the JSON Schemas of a library that leaves this to another package: `toStandardJsonSchema` of
   * `@valibot/to-json-schema`.
   */
  readonly toStandardJsonSchema?: ToStandardJsonSchema | undefined;
}

/** A catalog as plain data: all that generators read. */
export interface CatalogDescription {
  readonly name: string;
  /** In the order of the catalog. */
  readonly faults: readonly FaultDescription[];
}

/** A declared fault as plain data. */
export interface FaultDescription {
  readonly errorType: string;
  readonly status: number;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** Whether its author wrote `retryable: true`, and so promised that calling again is safe. */
  readonly isPromised: boolean;
  /** Further names by which functions of other languages send it, exactly as they are in `errorType`. */
  readonly aliases?: readonly string[];
  /** The message that every such fault has; undefined where it is made of the details. */
  readonly message?: string;
  /** Undefined for a fault without details. */
  readonly details?: DetailsDescription;
}

/**
 * Describes a catalog as plain data. Details without a JSON Schema have the reason in its place.
 *
 * @throws TypeError for a value that is not a catalog.
 * @example
 * const { faults } = describeCatalog(Orders);
 */
export function describeCatalog(catalog: Catalog, options: SchemaOptions = {}): CatalogDescription {
  const where = "describeCatalog()";
  checkCatalog(where, "the first argument", catalog);
  checkOptions(where, options, ["toStandardJsonSchema"]);
  const { toStandardJsonSchema } = options;
  if (toStandardJsonSchema !== undefined) checkFunction(where, "toStandardJsonSchema", toStandardJsonSchema);
  const faults = Object.values(catalog.faults).map((declared) =>
    describeFault(declared, toStandardJsonSchema),
  );
  return { name: catalog.name, faults };
}

function describeFault(
  { errorType, declaration, prototype }: DeclaredFault,
  toStandardJsonSchema: ToStandardJsonSchema | undefined,
): FaultDescription {
  const { message, details, aliases = [] } = declaration;
  return {
    errorType,
    status: prototype.status,
    retryable: prototype.retryable,
    isPromised: declaration.retryable === true,
    ...(aliases.length > 0 && { aliases: [...aliases] }),
    ...(typeof message === "string" && { message: foldMessage(message) }),
    ...(details && { details: describeDetails(details, toStandardJsonSchema) }),
  };
}
