import { isSchema, type JsonSchema } from "../description/json-schema.ts";

/** Types of JSON by the names that JSON Schema has for them. */
const PLAIN: Readonly<Record<string, string>> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Writes the TypeScript type of JSON that fits a schema; `unknown` for what types cannot express. */
export function typeOf(schema: unknown): string {
  if (schema === false) return "never";
  if (!isSchema(schema)) return "unknown";
  const { $ref, anyOf, oneOf, allOf, type } = schema;
  if (typeof $ref === "string") return nameOf($ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return union(schema.enum.map((each) => JSON.stringify(each)));
  const choices = anyOf ?? oneOf;
  if (Array.isArray(choices)) return union(choices.map(typeOf));
  if (Array.isArray(allOf)) return allOf.map((each) => inBrackets(typeOf(each))).join(" & ");
  const types = Array.isArray(type) ? type : [type];
  return union(types.map((each) => typeOfKind(String(each), schema)));
}

function typeOfKind(kind: string, schema: JsonSchema): string {
  if (kind === "object") return objectType(schema);
  if (kind === "array") return arrayType(schema);
  return (Object.hasOwn(PLAIN, kind) ? PLAIN[kind] : undefined) ?? "unknown";
}

/** A tuple, too, is a list of any length to a reader that does not know the schema. */
function arrayType({ items, prefixItems }: JsonSchema): string {
  const first = Array.isArray(prefixItems) ? prefixItems.map(typeOf) : undefined;
  if (first === undefined) return `${inBrackets(typeOf(items))}[]`;
  return `[${[...first, ...(items === false ? [] : [`...${inBrackets(typeOf(items))}[]`])].join(", ")}]`;
}

function objectType({ properties, required, additionalProperties }: JsonSchema): string {
  const members = membersOf(properties, required).map(
    ({ name, isRequired, type }) => `${memberName(name)}${isRequired ? "" : "?"}: ${type}`,
  );
  if (members.length > 0) return `{ ${members.join("; ")} }`;
  return `{ [member: string]: ${isSchema(additionalProperties) ? typeOf(additionalProperties) : "unknown"} }`;
}

/** A member of an object. */
export interface TypedMember {
  readonly name: string;
  readonly isRequired: boolean;
  /** Its TypeScript type. */
  readonly type: string;
}

/** Reads the members of an object out of its schema. */
export function membersOf(properties: unknown, required: unknown): readonly TypedMember[] {
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(Object(properties)).map(([name, each]) => ({
    name,
    isRequired: names.includes(name),
    type: typeOf(each),
  }));
}

/** The type that a reference leads to: the name of a schema without what identifiers have not. */
export function nameOf(reference: string): string {
  return (reference.split("/").at(-1) ?? "").replace(/[^\w$]/g, "_");
}

function memberName(name: string): string {
  return IDENTIFIER.test(name) ? name : JSON.stringify(name);
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

function inBrackets(type: string): string {
  return /[|&]/.test(type) ? `(${type})` : type;
}
