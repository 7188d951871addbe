import type { StandardSchemaV1 } from "@standard-schema/spec";

/** Members of a schema that list the members of an object: those of zod, valibot, TypeBox, yup and Effect. */
const LISTS: readonly string[] = ["shape", "entries", "properties", "fields"];
/** Objects of one schema that are looked at; none of a person's own has as many. */
const OBJECT_LIMIT = 10_000;

const known = /* @__PURE__ */ new WeakMap<StandardSchemaV1, ReadonlySet<unknown>>();

/**
 * Finds the names of members that a schema declares, at any depth. Names that it cannot find, as those of a library of
 * another kind, count as the input's own. Never throws.
 */
export function declaredNames(schema: StandardSchemaV1): ReadonlySet<unknown> {
  const found = known.get(schema) ?? collectNames(schema);
  known.set(schema, found);
  return found;
}

function collectNames(schema: StandardSchemaV1): Set<unknown> {
  const isArktype = schema["~standard"].vendor === "arktype";
  // The members of arktype's own objects compile them when they are read; their JSON has `key` for each member.
  const objects = new Set<unknown>([isArktype ? Object(schema).json : schema]);
  const names = new Set<unknown>();
  // The loop visits what is added on the way, too.
  for (const each of objects) {
    for (const [member, value] of membersOf(each)) {
      for (const name of namesIn(member, value)) names.add(name);
      if (Object(value) === value && objects.size < OBJECT_LIMIT) objects.add(value);
    }
  }
  return names;
}

function namesIn(member: string, value: unknown): readonly unknown[] {
  if (member === "key") return [value];
  return LISTS.includes(member) ? Object.keys(Object(value)) : [];
}

/** Reads the members of an object; schemas that contain themselves, and zod 3, have functions of nothing in some. */
function membersOf(value: unknown): readonly (readonly [string, unknown])[] {
  try {
    return Object.entries(Object(value)).map(([name, member]) => {
      const isRead = typeof member === "function" && (name === "getter" || name === "shape");
      return [name, isRead ? member() : member];
    });
  } catch {
    // A member that throws when it is read.
    return [];
  }
}
