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
    const lossy = findLossy(details, "they are");
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

/** Finds a value that JSON would leave out or change, and describes it; an object with a `toJSON` is trusted. */
function findLossy(value: unknown, where: string): string | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? undefined : `${where} ${value}`;
    case "function":
    case "symbol":
      return `${where} a ${typeof value}`;
    case "object":
      return value === null || "toJSON" in value ? undefined : findLossyMember(value, where);
    default:
      return undefined;
  }
}

function findLossyMember(value: object, where: string): string | undefined {
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const lossy =
        value[index] === undefined ? `"${index}" is missing` : findLossy(value[index], `"${index}" is`);
      if (lossy !== undefined) return lossy;
    }
    return undefined;
  }
  if (!isPlain(value)) return `${where} a ${value.constructor.name}`;
  for (const key in value) {
    // A plain object: its keys are texts.
    const lossy = findLossy((value as Readonly<Record<string, unknown>>)[key], `"${key}" is`);
    if (lossy !== undefined) return lossy;
  }
  return undefined;
}

/** Whether an object is what an object literal makes, of any realm. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
