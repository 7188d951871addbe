import { Unproven } from "../unproven.ts";
import { COLLECTION_METHODS } from "./collection-methods.ts";
import { isList, type Value } from "./java-values.ts";
import { TEXT_METHODS } from "./text-methods.ts";

/** Whether any value has a method of this name and number of arguments that is proven. */
export function isMethod(name: string, count: number): boolean {
  return [TEXT_METHODS, COLLECTION_METHODS, SCALAR_METHODS].some((table) =>
    Object.hasOwn(table, `${name}/${count}`),
  );
}

const SCALAR_METHODS = {
  "toString/0": (self: boolean | number): Value => String(self),
  "equals/1": (self: boolean | number, other: Value): Value => self === other,
};

/**
 * Calls a method of a value; on null there is nothing to call, and nothing comes of it.
 *
 * @throws Unproven where the value has no such method, or Java's would fail.
 */
export function callMethod(self: Value, name: string, given: readonly Value[]): Value {
  if (self === null) return null;
  const key = `${name}/${given.length}`;
  const [first = null, second = null] = given;
  const method = methodOf(self, key);
  if (method === undefined) {
    throw new Unproven(`what ${name} with ${given.length} arguments does on ${kindOf(self)}`);
  }
  return method(first, second);
}

type Bound = (first: Value, second: Value) => Value;

function methodOf(self: Exclude<Value, null>, key: string): Bound | undefined {
  if (typeof self === "string") return bind(TEXT_METHODS[key], self);
  if (typeof self === "boolean" || typeof self === "number") {
    // The cast: a key of any text finds a method or nothing.
    return bind((SCALAR_METHODS as Readonly<Record<string, (typeof SCALAR_METHODS)["equals/1"]>>)[key], self);
  }
  if (self instanceof Map || isList(self)) return bind(COLLECTION_METHODS[key], self);
  return undefined;
}

function bind<Self>(
  method: ((self: Self, first: Value, second: Value) => Value) | undefined,
  self: Self,
): Bound | undefined {
  return method && ((first, second) => method(self, first, second));
}

function kindOf(self: Exclude<Value, null>): string {
  if (self instanceof Map) return "a map";
  if (isList(self)) return `a ${self.kind}`;
  return typeof self === "object" ? `the number ${self.source}` : `a ${typeof self}`;
}
