import { isError } from "./is-error.ts";

/** Details as JSON (undefined without details), or the problem that JSON has with them. */
type Encoded = { readonly json: string | undefined } | { readonly problem: string };

/**
 * Writes details as JSON and finds the value that JSON would change: what is silently lost here would be missing
 * at the other end.
 */
export function encodeDetails(details: unknown): Encoded {
  try {
    const json = JSON.stringify(details);
    const lossy = findLossy(details);
    return lossy === undefined ? { json } : { problem: `JSON cannot carry the details: ${lossy}` };
  } catch (thrown) {
    return {
      problem: `JSON cannot carry the details: ${isError(thrown) ? thrown.message : textOf(thrown)}`,
    };
  }
}

/** The text of a thrown value. Never throws: an object without a prototype has no text. */
export function textOf(thrown: unknown): string {
  try {
    return String(thrown);
  } catch {
    // Nothing can be learnt from it.
    return "a value without a text";
  }
}

/**
 * Finds a value that JSON would leave out or change, and describes it; an object with a `toJSON` is trusted.
 *
 * @param key the member that has the value; undefined for the details themselves
 */
function findLossy(value: unknown, key?: string | number): string | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? undefined : describeLossy(key, String(value));
    case "function":
    case "symbol":
      return describeLossy(key, `a ${typeof value}`);
    case "object":
      return value === null || "toJSON" in value ? undefined : findLossyMember(value, key);
    default:
      return undefined;
  }
}

function findLossyMember(value: object, key?: string | number): string | undefined {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const lossy =
        value[index] === undefined ? describeLossy(index, "missing") : findLossy(value[index], index);
      if (lossy !== undefined) return lossy;
    }
    return undefined;
  }
  if (!isPlain(value)) return describeLossy(key, `a ${value.constructor.name}`);
  for (const name in value) {
    // A plain object: its keys are texts.
    const lossy = findLossy((value as Readonly<Record<string, unknown>>)[name], name);
    if (lossy !== undefined) return lossy;
  }
  return undefined;
}

function describeLossy(key: string | number | undefined, what: string): string {
  return key === undefined ? `they are ${what}` : `"${key}" is ${what}`;
}

/** Whether an object is what an object literal makes, of any realm. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
