import type { Catalog } from "@faultwire/catalog";
import { type JsonSchemaOptions, jsonSchemaFor } from "../json-schema/json-schema-for.ts";
import { nameOf, typeOf } from "./type-of.ts";

/**
 * Writes TypeScript types of a catalog's faults as a wrapped handler sends them in HTTP bodies, for clients that have
 * none of these packages: a type for each fault and for its details, and a union of all, which differ in `errorType`. It is named
 * after the catalog: `OrdersFault`.
 *
 * @throws TypeError for details that have no JSON Schema, and for two types of one name.
 * @example
 * writeFileSync("faults.d.ts", typesFor(Orders));
 */
export function typesFor(catalog: Catalog, options: JsonSchemaOptions = {}): string {
  const { title, oneOf, $defs } = jsonSchemaFor(catalog, options);
  const definitions = Object.entries($defs);
  const union = `${pascalCase(title)}Fault`;
  const names = [union, ...definitions.map(([name]) => nameOf(name))];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new TypeError(
      `typesFor(): two types would have the name ${twice}; rename the fault or the catalog`,
    );
  const types = definitions.map(([name, schema]) => `export type ${nameOf(name)} = ${typeOf(schema)};`);
  const faults = Array.isArray(oneOf) ? oneOf.map(typeOf) : ["never"];
  return [
    ...types,
    `/** The faults of the catalog ${title.replaceAll("*/", "* /")}. */\nexport type ${union} =\n  | ${faults.join("\n  | ")};`,
  ].join("\n\n");
}

/** Makes a name of a type: `orders` and `my-orders` are `Orders` and `MyOrders`. */
function pascalCase(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[A-Za-z]/.test(joined) ? joined : `_${joined}`;
}
