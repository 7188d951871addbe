import { isSchema, type JsonSchema } from "../description/json-schema.ts";
import { pascalCase, type UniqueNames } from "./names.ts";
import type { RecordShape, Shape, ShapeMember } from "./shape.ts";

/** The place of a schema: for messages, and for the names of types. */
export interface ShapePlace {
  /** The call and the fault, as `pythonFor(): OrderNotFound`. */
  readonly where: string;
  /** The schema of all details, which has the definitions. */
  readonly root: JsonSchema;
  /** The names of types in the file. */
  readonly names: UniqueNames;
  /** The name that a type at this place gets. */
  readonly typeName: string;
  /** The members that lead here. */
  readonly path: readonly string[];
  /** The shapes of objects that were seen, as a schema may contain itself. */
  readonly known: Map<JsonSchema, RecordShape>;
  /** The references that lead here from the nearest object. */
  readonly followed: readonly string[];
}

const PLAIN: Readonly<Record<string, Shape>> = {
  string: { kind: "text" },
  number: { kind: "number" },
  integer: { kind: "integer" },
  boolean: { kind: "boolean" },
  null: { kind: "nullable", inner: { kind: "any" } },
};

/**
 * Reads the type of details off their JSON Schema. A union of several types is any JSON.
 *
 * @throws TypeError naming the fault and the member, for a member that allows no value and for a reference that leads nowhere.
 */
export function shapeOf(schema: unknown, place: ShapePlace): Shape {
  if (isNever(schema)) throw refusal(place, "allows no value; leave it out, or give it a type");
  if (!isSchema(schema)) return { kind: "any" };
  const { $ref, anyOf, oneOf, allOf, enum: values, type } = schema;
  if (typeof $ref === "string") return referenceOf($ref, place);
  if (schema.const !== undefined) return choiceOf([schema.const], schema, place);
  if (Array.isArray(values)) return choiceOf(values, schema, place);
  const choices = anyOf ?? oneOf ?? allOf;
  if (Array.isArray(choices)) return unionOf(choices, place);
  if (Array.isArray(type)) {
    return unionOf(
      type.map((each) => ({ ...schema, type: each })),
      place,
    );
  }
  if (type === "object") return objectOf(schema, place);
  if (type === "array") return listOf(schema, place);
  if (isDate(schema)) return { kind: "date" };
  return (
    (typeof type === "string" && Object.hasOwn(PLAIN, type) ? PLAIN[type] : undefined) ?? { kind: "any" }
  );
}

/** Whether a schema allows no value: zod writes the opposite of everything. */
function isNever(schema: unknown): boolean {
  return (
    schema === false || (isSchema(schema) && isSchema(schema.not) && Object.keys(schema.not).length === 0)
  );
}

/** A list of lists of itself, and a union of itself, have no type that could be written. */
function referenceOf(reference: string, place: ShapePlace): Shape {
  if (place.followed.includes(reference)) return { kind: "any" };
  return shapeOf(follow(reference, place), { ...place, followed: [...place.followed, reference] });
}

/** A text that must have a form of its own is not a date, though it may look like one. */
function isDate({ type, format, pattern }: JsonSchema): boolean {
  return type === "string" && format === "date-time" && pattern === undefined;
}

function unionOf(choices: readonly unknown[], place: ShapePlace): Shape {
  const others = choices.filter((each) => !isNull(each));
  const [only] = others;
  const shape: Shape = others.length === 1 ? shapeOf(only, place) : { kind: "any" };
  return others.length === choices.length ? shape : nullable(shape);
}

function isNull(schema: unknown): boolean {
  return isSchema(schema) && (schema.type === "null" || schema.const === null);
}

function nullable(inner: Shape): Shape {
  return inner.kind === "nullable" || inner.kind === "any" ? inner : { kind: "nullable", inner };
}

/** Texts are one of several; other values are of their type. */
function choiceOf(values: readonly unknown[], { type }: JsonSchema, place: ShapePlace): Shape {
  const others = values.filter((value) => value !== null);
  const isTexts = others.length > 0 && others.every((value) => typeof value === "string");
  const shape: Shape = isTexts
    ? { kind: "choice", typeName: place.names.take(place.typeName), values: [...new Set(others)] }
    : ((typeof type === "string" && Object.hasOwn(PLAIN, type) ? PLAIN[type] : undefined) ?? { kind: "any" });
  return others.length === values.length ? shape : nullable(shape);
}

function listOf({ items, prefixItems }: JsonSchema, place: ShapePlace): Shape {
  // The members of a tuple have no names, and most languages no type for it.
  if (prefixItems !== undefined) return { kind: "list", item: { kind: "any" } };
  return { kind: "list", item: shapeOf(items, below(place, "item")) };
}

function objectOf(schema: JsonSchema, place: ShapePlace): Shape {
  const { properties, required, additionalProperties, description } = schema;
  const members = Object.entries(Object(properties));
  if (members.length === 0)
    return { kind: "map", value: shapeOf(additionalProperties || undefined, below(place, "value")) };
  const seen = place.known.get(schema);
  if (seen !== undefined) return seen;
  const names: readonly unknown[] = Array.isArray(required) ? required : [];
  const found: ShapeMember[] = [];
  const record: RecordShape = {
    kind: "record",
    typeName: place.names.take(place.typeName),
    description: typeof description === "string" ? description : undefined,
    members: found,
  };
  place.known.set(schema, record);
  for (const [name, each] of members) {
    const shape = shapeOf(each, { ...below(place, name), followed: [] });
    const { description: text } = Object(each);
    found.push({
      ...{ name, shape, isRequired: names.includes(name) },
      description: typeof text === "string" ? text : undefined,
    });
  }
  return record;
}

function below(place: ShapePlace, member: string): ShapePlace {
  return { ...place, path: [...place.path, member], typeName: place.typeName + pascalCase(member) };
}

function follow(reference: string, place: ShapePlace): JsonSchema {
  let found: unknown = place.root;
  for (const step of reference.replace(/^#\/?/, "").split("/").filter(Boolean)) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    found =
      typeof found === "object" && found !== null && Object.hasOwn(found, key)
        ? Reflect.get(found, key)
        : undefined;
  }
  if (reference.startsWith("#") && isSchema(found)) return found;
  throw refusal(place, `has the reference ${reference}, which its schema does not have`);
}

function refusal({ where, path }: ShapePlace, problem: string): TypeError {
  const member =
    path.length === 0 ? "the schema of its details" : `the member ${path.join(".")} of its details`;
  return new TypeError(`${where}: ${member} ${problem}`);
}
