import type { FaultDescription } from "./describe-catalog.ts";
import type { JsonSchema } from "./json-schema.ts";

/**
 * Finds the JSON Schema of a fault's details; undefined for one without details.
 *
 * @param where the call, as `openapiFor()`
 * @throws TypeError naming the fault, why its details have none, and what to do.
 */
export function schemaOfDetails(
  where: string,
  { errorType, details }: FaultDescription,
): JsonSchema | undefined {
  if (details === undefined) return undefined;
  if ("schema" in details) return details.schema;
  throw new TypeError(`${where}: the details of ${errorType} cannot be described: ${details.problem}`);
}
