/** A JSON Schema of draft 2020-12, as an object. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Keywords that hold one schema, a list of schemas, or schemas by name. */
const SINGLE = [
  ...["items", "additionalProperties", "contains", "propertyNames", "not", "if", "then", "else"],
  ...["unevaluatedItems", "unevaluatedProperties"],
];
const LISTS = ["allOf", "anyOf", "oneOf", "prefixItems"];
const MAPS = ["properties", "patternProperties", "dependentSchemas", "$defs"];

/** Whether a value is a schema that is an object, and not one of the schemas `true` and `false`. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Copies a schema with each schema right below it replaced.
 *
 * @param replace gets the schema and the keys that lead to it
 */
export function mapChildren(
  schema: JsonSchema,
  replace: (child: JsonSchema, path: readonly string[]) => unknown,
): JsonSchema {
  const mapOne = (value: unknown, path: readonly string[]) =>
    isSchema(value) ? replace(value, path) : value;
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (SINGLE.includes(keyword)) return [keyword, mapOne(value, [keyword])];
    if (LISTS.includes(keyword) && Array.isArray(value))
      return [keyword, value.map((each, index) => mapOne(each, [keyword, String(index)]))];
    if (!MAPS.includes(keyword) || !isSchema(value)) return [keyword, value];
    const members = Object.entries(value).map(([name, each]) => [name, mapOne(each, [keyword, name])]);
    return [keyword, Object.fromEntries(members)];
  });
  return Object.fromEntries(entries);
}
