import type { BodyFormat } from "@faultwire/wire";
import type { CatalogDescription, FaultDescription } from "../description/describe-catalog.ts";
import { hoistSchema } from "../description/hoist-schema.ts";
import type { JsonSchema } from "../description/json-schema.ts";
import { schemaOfDetails } from "../description/schema-of-details.ts";
import { bodySchema } from "./body-schema.ts";

/** The form of the bodies of a catalog, and the place of their schemas. */
export interface BodyRules {
  /** The call, as `openapiFor()`. */
  readonly where: string;
  /** The pointer to the place that has all schemas, such as `#/components/schemas`. */
  readonly base: string;
  readonly format: BodyFormat;
}

/** Schemas of a document by name. */
export type Schemas = Readonly<Record<string, JsonSchema>>;

/**
 * Makes the schemas of a catalog's HTTP bodies by the names of the faults, and those of their details, by the name with
 * `Details` after it.
 *
 * @throws TypeError for details that have no JSON Schema, and for two schemas of one name.
 */
export function catalogBodies({ faults }: CatalogDescription, rules: BodyRules): Schemas {
  const named = faults.flatMap((fault) => Object.entries(schemasOf(fault, rules)));
  const names = named.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return Object.fromEntries(named);
  throw new TypeError(
    `${rules.where}: two schemas would have the name ${twice}, as those of the faults A and ADetails would; rename a fault`,
  );
}

function schemasOf(fault: FaultDescription, { where, base, format }: BodyRules): Schemas {
  const { errorType, status, message } = fault;
  const own = schemaOfDetails(where, fault);
  const name = `${schemaName(errorType)}Details`;
  const details = own && { $ref: `${base}/${name}` };
  const hasOptionalDetails = fault.details?.isOptional;
  const body = bodySchema(where, { errorType, status, message, details, hasOptionalDetails }, format);
  return {
    [schemaName(errorType)]: { title: errorType, ...body },
    ...(own && hoistSchema(own, { name, base })),
  };
}

/** The name of a fault's schema: OpenAPI allows no `$` in it. */
export function schemaName(errorType: string): string {
  return errorType.replaceAll("$", "_");
}
