import { Unproven } from "../unproven.ts";
import { isList, type JavaList, type JavaMap, textOf, type Value } from "./java-values.ts";
import { text } from "./text-methods.ts";

type Collection = JavaList | JavaMap;

/** Methods of `java.util.List` and `java.util.Map`, by name and number of arguments. */
export const COLLECTION_METHODS: Readonly<
  Record<string, (self: Collection, first: Value, second: Value) => Value>
> = {
  "toString/0": (self) => textOf(self),
  "size/0": (self) => sizeOf(self),
  "isEmpty/0": (self) => sizeOf(self) === 0,
  "get/1": (self, key) => itemOf(self, key),
  "contains/1": (self, wanted) => list(self).items.some((item) => isSame(item, wanted)),
  "add/1": (self, item) => growing(self).items.push(item) > 0,
  "put/2": (self, key, value) => put(map(self), text(key), value),
  "containsKey/1": (self, key) => map(self).has(text(key)),
  "keySet/0": (self) => view(() => [...map(self).keys()]),
  "values/0": (self) => view(() => [...map(self).values()]),
};

/**
 * Reads the value of a map's key or a list's index; null if a map lacks the key.
 *
 * @throws Unproven outside of a list, where Java fails.
 */
export function itemOf(self: Value, key: Value): Value {
  if (self instanceof Map) return self.get(text(key)) ?? null;
  const { kind, items } = list(self);
  const item = kind !== "collection" && typeof key === "number" && key >= 0 ? items[key] : undefined;
  if (item !== undefined) return item;
  throw new Unproven(
    `what API Gateway answers for [${typeof key === "object" ? "?" : key}] of a list of ${items.length}`,
  );
}

/** Makes a view of a map that follows its changes. */
function view(read: () => Value[]): JavaList {
  return {
    kind: "collection",
    get items() {
      return read();
    },
  };
}

/** Returns the number of items or members. */
export function sizeOf(self: Collection): number {
  return self instanceof Map ? self.size : self.items.length;
}

function put(self: JavaMap, key: string, value: Value): Value {
  const before = self.get(key) ?? null;
  self.set(key, value);
  return before;
}

function isSame(one: Value, other: Value): boolean {
  if (typeof one === "object" && one !== null)
    throw new Unproven("whether lists, maps or large numbers are equal");
  return one === other;
}

function growing(self: Collection): JavaList {
  const { kind } = list(self);
  if (kind === "list" || kind === "json list") return list(self);
  throw new Unproven(`what add does on a ${kind}`);
}

function list(self: Value): JavaList {
  if (self !== null && isList(self)) return self;
  throw new Unproven("what a method of lists does on another value");
}

function map(self: Value): JavaMap {
  if (self instanceof Map) return self;
  throw new Unproven("what a method of maps does on another value");
}
