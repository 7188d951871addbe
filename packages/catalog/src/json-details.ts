/** Details as JSON, undefined where there are none, or what is wrong with them. */
type Encoded = { readonly json: string | undefined } | { readonly problem: string };

/**
 * Writes details as JSON and finds the value that JSON would change: what is silently lost here would be missing
 * at the other end.
 */
export function encodeDetails(details: unknown): Encoded {
  try {
    return { json: JSON.stringify(details, refuseLossy) };
  } catch (thrown) {
    return {
      problem: `JSON cannot carry the details: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    };
  }
}

function refuseLossy(this: unknown, key: string, value: unknown): unknown {
  const kind = lossyKind(value, Array.isArray(this));
  if (kind === undefined) return value;
  throw new TypeError(`${key === "" ? "they are" : `"${key}" is`} ${kind}`);
}

function lossyKind(value: unknown, isInArray: boolean): string | undefined {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value) ? undefined : String(value);
    case "bigint":
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    case "undefined":
      return isInArray ? "missing" : undefined;
    case "object":
      return value === null || Array.isArray(value) || isPlain(value)
        ? undefined
        : `a ${value.constructor?.name}`;
    default:
      return undefined;
  }
}

/** Whether an object is what an object literal makes, of any realm. What has a `toJSON` has become plain before. */
export function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
