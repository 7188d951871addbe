import { type FilterRule, filterRule, isLeaf, type Leaf } from "./filter-rule.ts";

/** Whether a record, or a part of one, matches a pattern. */
export type Matcher = (value: unknown) => boolean;

/**
 * Makes a matcher of a pattern: each member's rules must match, of a list of rules one.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 * @throws Error naming the member that is wrong, within `path`.
 */
export function compilePattern(pattern: unknown, path = ""): Matcher {
  const matches = compileNested(nest(pattern), path);
  return (value) => matches(nest(value));
}

function compileNested(pattern: unknown, path: string): Matcher {
  if (Array.isArray(pattern)) return compileRules(pattern, path);
  if (typeof pattern !== "object" || pattern === null)
    throw new Error(`${path || "the pattern"} is a list of rules or an object of them`);
  const members = Object.entries(pattern);
  if (members.length === 0) throw new Error(`${path || "the pattern"} has no rules`);
  const matchers = members.map(([name, part]) =>
    name === "$or" ? compileOr(part, path) : compileMember(name, part, path),
  );
  return (value) => {
    const parts = objectsIn(value);
    // The members of one object in a list must match together; without an object there may be rules for its absence.
    return (parts.length === 0 ? [{}] : parts).some((object) => matchers.every((matches) => matches(object)));
  };
}

function compileMember(name: string, part: unknown, path: string): Matcher {
  const matches = compileNested(part, path === "" ? name : `${path}.${name}`);
  return (object) => matches(asObject(object)?.[name]);
}

function compileOr(alternatives: unknown, path: string): Matcher {
  if (!Array.isArray(alternatives) || alternatives.length < 2)
    throw new Error(`${path === "" ? "" : `${path}.`}$or is a list of two or more patterns`);
  const matchers = alternatives.map((each) => compileNested(each, path));
  return (object) => matchers.some((matches) => matches(object));
}

function compileRules(given: readonly unknown[], path: string): Matcher {
  if (given.length === 0) throw new Error(`${path}: an empty list of rules matches nothing`);
  const rules: readonly FilterRule[] = given.map((each) => {
    try {
      return filterRule(each);
    } catch (wrong) {
      throw new Error(`${path}: ${wrong instanceof Error ? wrong.message : wrong}`);
    }
  });
  return (value) => leavesIn(value).some((leaf) => rules.some((matches) => matches(leaf)));
}

/** Puts members whose names have dots where nested members are: `{ "a.b": 1 }` means `{ a: { b: 1 } }`. */
function nest(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nest);
  const object = asObject(value);
  if (object === undefined) return value;
  const nested: Record<string, unknown> = Object.create(null);
  for (const [name, member] of Object.entries(object)) put(nested, name.split("."), nest(member));
  return nested;
}

function put(object: Record<string, unknown>, [name = "", ...rest]: readonly string[], value: unknown): void {
  const there = asObject(object[name]);
  const given = asObject(value);
  if (rest.length > 0) {
    const inner = there ?? Object.create(null);
    object[name] = inner;
    put(inner, rest, value);
  } else object[name] = there && given ? Object.assign(there, given) : value;
}

function objectsIn(value: unknown): readonly Record<string, unknown>[] {
  return listOf(value).flatMap((each) => {
    const object = asObject(each);
    return object === undefined ? [] : [object];
  });
}

/** Lists the values that rules compare: one, those of a list, or undefined where there is no value. */
function leavesIn(value: unknown): readonly (Leaf | undefined)[] {
  const leaves = listOf(value).filter(isLeaf);
  return leaves.length === 0 ? [undefined] : leaves;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function asObject(value: unknown): Record<string, unknown> | undefined {
  // The cast: an object's members may be anything.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
