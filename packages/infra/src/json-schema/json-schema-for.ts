import type { Catalog } from "@faultwire/catalog";
import { checkOptions } from "@faultwire/catalog/internal";
import { type BodyFormat, plainBody } from "@faultwire/wire";
import { catalogBodies, schemaName } from "../bodies/catalog-bodies.ts";
import {
  describeCatalog,
  type FaultDescription,
  type SchemaOptions,
} from "../description/describe-catalog.ts";
import type { JsonSchema } from "../description/json-schema.ts";

/** The options of {@link jsonSchemaFor}. */
export interface JsonSchemaOptions extends SchemaOptions {
  /**
   * The format of bodies that the handler has, such as `problemDetails()`.
   *
   * @default { errorType, message, details?, requestId }
   */
  readonly body?: BodyFormat;
}

/** A JSON Schema of a catalog. */
export interface CatalogSchema extends JsonSchema {
  readonly $schema: string;
  readonly title: string;
  readonly $defs: Readonly<Record<string, JsonSchema>>;
}

/**
 * Makes a JSON Schema (2020-12) of a catalog: one of its faults, as a wrapped handler sends it in an HTTP body. `$defs` has
 * each fault by its name, and its details by the name with `Details` after it. Dates are texts of the format `date-time`.
 *
 * @throws TypeError for details that have no JSON Schema, with what to do.
 * @example
 * const { $defs } = jsonSchemaFor(Orders);
 */
export function jsonSchemaFor(catalog: Catalog, options: JsonSchemaOptions = {}): CatalogSchema {
  const where = "jsonSchemaFor()";
  checkOptions(where, options, ["toStandardJsonSchema", "body"]);
  const { body: format = plainBody, ...rest } = options;
  const description = describeCatalog(catalog, rest);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: description.name,
    ...(description.faults.length === 0 ? { not: {} } : { oneOf: description.faults.map(referenceTo) }),
    $defs: catalogBodies(description, { where, base: "#/$defs", format }),
  };
}

function referenceTo({ errorType }: FaultDescription): JsonSchema {
  return { $ref: `#/$defs/${schemaName(errorType)}` };
}
