import type { JsonSchema } from "@faultwire/infra";

/** Whether a value is a schema that is an object. */
export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The schemas by name below a keyword such as `properties`. */
export function schemasIn(schema: JsonSchema, keyword: string): ReadonlyMap<string, unknown> {
  const found = schema[keyword];
  return new Map(isSchema(found) ? Object.entries(found) : []);
}

/** The list below a keyword such as `anyOf` or `required`; empty without one. */
export function listIn(schema: JsonSchema, keyword: string): readonly unknown[] {
  const found = schema[keyword];
  return Array.isArray(found) ? found : [];
}

/** The number below a keyword such as `minLength`; undefined without one. */
export function numberIn(schema: JsonSchema, keyword: string): number | undefined {
  const found = schema[keyword];
  return typeof found === "number" ? found : undefined;
}

/** Keywords that refuse nothing. */
const ANNOTATIONS =
  /^(?:title|description|examples|default|deprecated|readOnly|writeOnly|\$comment|\$id|\$schema|\$anchor|\$defs|x-hidden-rules|x-further-members)$/;

/** The keywords of a schema that may refuse a value. */
export function rulesOf(schema: JsonSchema): readonly string[] {
  return Object.keys(schema).filter((keyword) => !ANNOTATIONS.test(keyword));
}

/** Copies a schema without a keyword. */
export function without(schema: JsonSchema, keyword: string): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([each]) => each !== keyword));
}

/** Makes the schema that only one value of JSON fits. */
export function exactly(value: unknown): JsonSchema {
  if (value === null) return { type: "null", const: null };
  if (Array.isArray(value)) {
    const length = value.length;
    return {
      type: "array",
      prefixItems: value.map(exactly),
      items: false,
      minItems: length,
      maxItems: length,
    };
  }
  if (typeof value === "object") {
    const properties = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, exactly(each)]));
    return { type: "object", properties, required: Object.keys(value), additionalProperties: false };
  }
  if (typeof value === "string")
    return { type: "string", const: value, minLength: value.length, maxLength: value.length };
  if (typeof value !== "number") return { type: typeof value, const: value };
  const type = Number.isInteger(value) ? "integer" : "number";
  return { type, const: value, minimum: value, maximum: value };
}

/** The values that fit a schema, where it lists them; undefined otherwise. */
export function valuesOf(schema: unknown): readonly unknown[] | undefined {
  if (!isSchema(schema)) return undefined;
  if ("const" in schema) return [schema.const];
  if (Array.isArray(schema.enum)) return schema.enum;
  if (schema.type === "boolean") return [true, false];
  if (schema.type === "null") return [null];
  const choices = [...listIn(schema, "anyOf"), ...listIn(schema, "oneOf")];
  const values = choices.map(valuesOf);
  if (choices.length === 0 || values.includes(undefined)) return undefined;
  return values.flatMap((each) => each ?? []);
}
