import { isSchema, listIn, schemasIn } from "./schema.ts";

const LONGEST = 80;

/** The rules of a schema that its type does not show. */
const FACETS = [
  ...[
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minimum",
    "exclusiveMinimum",
    "maximum",
    "exclusiveMaximum",
  ],
  ...[
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "x-hidden-rules",
  ],
];

/** Writes a schema in a few words, as TypeScript would, with its other rules in brackets. */
export function writeSchema(schema: unknown): string {
  const text = write(schema);
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

function write(schema: unknown): string {
  if (schema === false) return "nothing";
  if (!isSchema(schema)) return "anything";
  const facets = FACETS.filter((keyword) => schema[keyword] !== undefined).map(
    (keyword) => `${keyword.replace("x-hidden-rules", "hidden rules")} ${String(schema[keyword])}`,
  );
  const type = writeType(schema);
  return facets.length === 0 || "const" in schema ? type : `${type} (${facets.join(", ")})`;
}

function writeType(schema: Readonly<Record<string, unknown>>): string {
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "";
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((each) => JSON.stringify(each)).join(" | ");
  const choices = [...listIn(schema, "anyOf"), ...listIn(schema, "oneOf")];
  if (choices.length > 0) return choices.map(write).join(" | ");
  if (Array.isArray(schema.allOf)) return schema.allOf.map(write).join(" & ");
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  if (schema.type === "object") return writeObject(schema);
  if (schema.type === "array") return writeArray(schema);
  return typeof schema.type === "string" ? schema.type : "anything";
}

function writeObject(schema: Readonly<Record<string, unknown>>): string {
  const required = listIn(schema, "required");
  const members = [...schemasIn(schema, "properties")].map(
    ([name, each]) => `${name}${required.includes(name) ? "" : "?"}: ${write(each)}`,
  );
  const { additionalProperties: others } = schema;
  if (isSchema(others) || others === true) members.push(`[other]: ${write(others)}`);
  return `{ ${[...members, ...(others === false ? ["no others"] : [])].join("; ")} }`;
}

function writeArray(schema: Readonly<Record<string, unknown>>): string {
  const first = listIn(schema, "prefixItems").map(write);
  if (first.length === 0) return `(${write(schema.items)})[]`.replace(/^\((\w+)\)/, "$1");
  return `[${[...first, ...(schema.items === false || schema.items === undefined ? [] : [`...${write(schema.items)}`])].join(", ")}]`;
}
