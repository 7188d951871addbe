import { isSchema, type JsonSchema, mapChildren } from "./json-schema.ts";

/**
 * Makes the schema of details as JSON. What a fault sends is the JSON of its schema's output, which the same schema
 * takes as its input at the other end; so it is described by the output, and where that has no JSON Schema, as behind a
 * transform, by the input. An object that a schema strips of further members may get some in a later version of
 * the catalog: only one that refuses them is closed. A default is left out: what is sent has the member.
 */
export function wireSchema(output: JsonSchema, input: unknown): JsonSchema {
  if (!isSchema(input)) return output;
  if (isBlank(output)) return input;
  const merged = mapChildren(output, (child, path) => wireSchema(child, at(input, path)));
  const { additionalProperties, ...open } = merged;
  const isOpen = additionalProperties === false && input.additionalProperties !== false;
  const $defs = isSchema(input.$defs) && { $defs: { ...input.$defs, ...Object(merged.$defs) } };
  return { ...(isOpen ? open : merged), ...$defs };
}

/** Leaves out the defaults of a schema and of all below it. */
export function withoutDefaults({ default: _, ...schema }: JsonSchema): JsonSchema {
  return mapChildren(schema, withoutDefaults);
}

/** Whether a schema shows no rule. */
export function isBlank(schema: JsonSchema): boolean {
  return Object.keys(schema).every((keyword) =>
    /^(?:\$schema|title|description|default|x-hidden-rules)$/.test(keyword),
  );
}

/** Finds what is at a path of keys in a schema. */
export function at(schema: JsonSchema, path: readonly string[]): unknown {
  let found: unknown = schema;
  for (const key of path)
    found = typeof found === "object" && found !== null ? Reflect.get(found, key) : undefined;
  return found;
}
