import type { JsonSchema } from "@faultwire/infra";
import { isSchema } from "./fit/schema.ts";

const SINGLE =
  /^(?:items|additionalProperties|contains|propertyNames|not|if|then|else|unevaluatedItems|unevaluatedProperties)$/;
const LISTS = /^(?:allOf|anyOf|oneOf|prefixItems)$/;
const MAPS = /^(?:properties|patternProperties|dependentSchemas|\$defs)$/;
/** Keywords for people. */
const NOTES = /^(?:title|description|examples|deprecated|\$comment|readOnly|writeOnly|default)$/;
/** Lists of which the order means nothing. */
const SETS = /^(?:required|enum|allOf|anyOf|oneOf|type)$/;

/**
 * Leaves out of a schema what refuses no value, and puts the rest in one order, so that a version of a catalog always has
 * the same text.
 */
export function normalizeSchema(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema).flatMap(([keyword, value]): (readonly [string, unknown])[] => {
    const isEmpty = keyword === "required" && Array.isArray(value) && value.length === 0;
    return NOTES.test(keyword) || isEmpty ? [] : [[keyword, normalizeRule(keyword, value)]];
  });
  return Object.fromEntries(sortByName(entries));
}

function normalizeRule(keyword: string, value: unknown): unknown {
  if (SINGLE.test(keyword)) return normalizeBelow(value);
  if (MAPS.test(keyword) && isSchema(value)) {
    const members = Object.entries(value).map(([name, each]) => [name, normalizeBelow(each)] as const);
    return Object.fromEntries(sortByName(members));
  }
  if (!Array.isArray(value)) return value;
  const items: readonly unknown[] = LISTS.test(keyword) ? value.map(normalizeBelow) : value;
  return SETS.test(keyword) ? items.toSorted(byText) : items;
}

function normalizeBelow(value: unknown): unknown {
  return isSchema(value) ? normalizeSchema(value) : value;
}

/** Sorts entries by their names, in the same way on every machine. */
export function sortByName<Value>(
  entries: readonly (readonly [string, Value])[],
): readonly (readonly [string, Value])[] {
  return entries.toSorted(([one], [other]) => (one < other ? -1 : 1));
}

function byText(one: unknown, other: unknown): number {
  const [left, right] = [JSON.stringify(one), JSON.stringify(other)];
  return left < right ? -1 : Number(left > right);
}
