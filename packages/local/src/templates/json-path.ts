import { isList, type Value } from "./java-values.ts";

/** A step into a value: the name of a member, or the index of an item. */
export type PathStep = string | number;

/**
 * Reads a JSONPath that leads to one place: `$`, `$.a.b`, `$['a'][0]`; undefined for any other.
 *
 * @see https://goessner.net/articles/JsonPath/
 */
export function readJsonPath(path: string): readonly PathStep[] | undefined {
  const [, rest = ""] = /^\$((?:\.[\w-]+|\['[^'\\]+'\]|\["[^"\\]+"\]|\[\d+\])*)$/.exec(path) ?? [];
  if (rest === "" && path !== "$") return undefined;
  const steps = rest.matchAll(/\.([\w-]+)|\[(?:'([^']+)'|"([^"]+)"|(\d+))\]/g);
  return [...steps].map(([, name, simple, double, index]) => name ?? simple ?? double ?? Number(index));
}

/** Follows a path; undefined where it leads nowhere. */
export function follow(start: Value, path: readonly PathStep[]): Value | undefined {
  let value: Value | undefined = start;
  for (const step of path) {
    if (value instanceof Map && typeof step === "string") value = value.get(step);
    else if (value !== undefined && value !== null && isList(value) && typeof step === "number")
      value = value.items[step];
    else return undefined;
  }
  return value;
}
