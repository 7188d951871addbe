import { isSchema, type JsonSchema, mapChildren } from "./json-schema.ts";

/** The place that a schema gets in a document with many. */
export interface SchemaPlace {
  readonly name: string;
  /** The pointer to the place that has all of them, such as `#/components/schemas`. */
  readonly base: string;
}

/**
 * Makes a schema with definitions of its own a part of a larger document: by name the schema itself and each of its
 * definitions, whose references lead to their new places.
 */
export function hoistSchema(schema: JsonSchema, place: SchemaPlace): Readonly<Record<string, JsonSchema>> {
  const { $defs, $schema: _schema, $id: _id, ...own } = schema;
  const definitions = isSchema($defs) ? Object.entries($defs) : [];
  const all = [
    [place.name, own] as const,
    ...definitions.flatMap(([key, each]) =>
      isSchema(each) ? [[nameOfDefinition(key, place), each] as const] : [],
    ),
  ];
  return Object.fromEntries(all.map(([name, each]) => [name, moveReferences(each, place)]));
}

function nameOfDefinition(key: string, { name }: SchemaPlace): string {
  return `${name}_${key.replace(/[^\w.-]/g, "_")}`;
}

function moveReferences(schema: JsonSchema, place: SchemaPlace): JsonSchema {
  const { $ref } = schema;
  const moved = mapChildren(schema, (child) => moveReferences(child, place));
  return typeof $ref === "string" && $ref.startsWith("#")
    ? { ...moved, $ref: movePointer($ref, place) }
    : moved;
}

function movePointer(pointer: string, place: SchemaPlace): string {
  const [, key, rest = ""] = /^#\/\$defs\/([^/]+)(\/.*)?$/.exec(pointer) ?? [];
  if (key === undefined) return `${place.base}/${place.name}${pointer.slice(1)}`;
  const name = key.replaceAll("~1", "/").replaceAll("~0", "~");
  return `${place.base}/${nameOfDefinition(decodeURIComponent(name), place)}${rest}`;
}
