import assert from "node:assert/strict";
import { types } from "node:util";

/* The things that no call may change: its arguments, and the globals of the process. */

/**
 * Runs something, and fails if it changed or froze a value that it was given, or changed a global object or a setting
 * of `Error`. No getter is read and no proxy is asked.
 */
export function unchanged<Result>(given: unknown, run: () => Result): Result {
  const [before, globals] = [shapeOf(given), globalsNow()];
  const result = run();
  assertUnchanged(before, shapeOf(given), "what was given");
  assertUnchanged(globals, globalsNow(), "the globals");
  return result;
}

/** The same for something that takes its time. */
export async function unchangedAfter<Result>(given: unknown, run: () => Promise<Result>): Promise<Result> {
  const [before, globals] = [shapeOf(given), globalsNow()];
  const result = await run();
  assertUnchanged(before, shapeOf(given), "what was given");
  assertUnchanged(globals, globalsNow(), "the globals");
  return result;
}

function assertUnchanged(before: readonly unknown[], after: readonly unknown[], what: string): void {
  const place = before.findIndex((part, index) => !Object.is(part, after[index]));
  if (place === -1 && before.length === after.length) return;
  assert.fail(`${what} changed: ${String(before[place])} is ${String(after[place])}`);
}

/** Larger values are compared up to here. */
const MOST_PARTS = 5000;

/** Everything that can be seen of a value without running code of it: keys, values, getters, what is frozen. */
function shapeOf(value: unknown): readonly unknown[] {
  const parts: unknown[] = [];
  const seen = new Set<unknown>();
  const queue = [value];
  for (const next of queue) {
    parts.push(next);
    if (parts.length > MOST_PARTS || typeof next !== "object" || next === null) continue;
    if (types.isProxy(next) || seen.has(next)) continue;
    seen.add(next);
    parts.push(Object.getPrototypeOf(next), Object.isFrozen(next), Object.isExtensible(next));
    if (ArrayBuffer.isView(next)) continue;
    // The stack of an error is made when it is first read; keys are texts of their own each time.
    for (const key of Reflect.ownKeys(next)) {
      const descriptor = Object.getOwnPropertyDescriptor(next, key);
      parts.push(key, descriptor?.get, descriptor?.writable);
      if (descriptor && "value" in descriptor && key !== "stack") queue.push(descriptor.value);
    }
  }
  return parts;
}

const GLOBALS: readonly object[] = [
  ...[Object, Array, String, Number, Boolean, Function, Error, Promise, Map, Date, JSON, Reflect],
  ...[Object, Array, String, Number, Function, Error, Promise, Map, Date].map(({ prototype }) => prototype),
  console,
];

function globalsNow(): readonly unknown[] {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  return [limit?.value, limit?.writable, ...GLOBALS.map((each) => Reflect.ownKeys(each).length)];
}
