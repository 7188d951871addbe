import { isSchema, type JsonSchema, mapChildren } from "./json-schema.ts";
import { FURTHER_MEMBERS, HIDDEN_RULES } from "./library-options.ts";
import { at, isBlank, wireSchema } from "./wire-schema.ts";

/**
 * Details on their way between two versions of a fault. Where a schema has rules that it cannot show, it has the keyword
 * `x-hidden-rules` with the kinds of these rules.
 */
export interface ExchangedSchemas {
  /** The schema of what is sent: a member with a default is always there. */
  readonly sent: JsonSchema;
  /** The schema of what is taken: a member with a default may be missing. */
  readonly accepted: JsonSchema;
}

/** Makes the schemas of what a fault sends and takes from those of its schema's output and input. */
export function exchangedSchemas(output: JsonSchema, input: JsonSchema): ExchangedSchemas {
  const mark = (schema: JsonSchema) => markDifferences(markDifferences(schema, input), output);
  return { sent: mark(wireSchema(output, input)), accepted: mark(fill(input, output)) };
}

/** Marks each object that sends members which it does not name: a library without a word on them keeps them. */
export function markFurtherMembers(schema: JsonSchema): JsonSchema {
  const marked = mapChildren(schema, markFurtherMembers);
  const isOpen = schema.type === "object" && schema.additionalProperties === undefined;
  return isOpen ? { ...marked, [FURTHER_MEMBERS]: "sent" } : marked;
}

/** Leaves out all marks. */
export function withoutMarks({
  [HIDDEN_RULES]: _,
  [FURTHER_MEMBERS]: _members,
  ...schema
}: JsonSchema): JsonSchema {
  return mapChildren(schema, withoutMarks);
}

/** Describes by the other side what a schema does not: it takes at least its own output. */
function fill(schema: JsonSchema, other: unknown): JsonSchema {
  if (!isSchema(other)) return schema;
  if (isBlank(schema)) return other;
  return mapChildren(schema, (child, path) => fill(child, at(other, path)));
}

/** Marks each place where the output is not what was taken: something between them is not shown. */
function markDifferences(schema: JsonSchema, other: unknown): JsonSchema {
  if (!isSchema(other)) return schema;
  const marked = mapChildren(schema, (child, path) => markDifferences(child, at(other, path)));
  const rules = new Set([...rulesOf(schema), ...rulesOf(other)]);
  if (!isBlank(schema) && !isBlank(other) && ownRules(schema) !== ownRules(other)) rules.add("transform");
  return rules.size === 0 ? marked : { ...marked, [HIDDEN_RULES]: [...rules].join(", ") };
}

function rulesOf({ [HIDDEN_RULES]: rules }: JsonSchema): readonly string[] {
  return typeof rules === "string" ? rules.split(", ") : [];
}

/** The keywords of a schema that say the same on both sides where nothing is transformed. */
function ownRules(schema: JsonSchema): string {
  const entries = Object.entries(schema)
    .filter(
      ([keyword]) =>
        !/^(?:required|additionalProperties|\$defs|default|x-hidden-rules|x-further-members)$/.test(keyword),
    )
    .map(([keyword, value]) => [
      keyword,
      /^p.*roperties$/.test(keyword) ? Object.keys(Object(value)).sort() : shapeOf(value),
    ]);
  return JSON.stringify(entries.sort());
}

/** Values as they are; the schemas below are compared by themselves. */
function shapeOf(value: unknown): unknown {
  if (isSchema(value)) return "schema";
  return Array.isArray(value) ? value.map(shapeOf) : value;
}
