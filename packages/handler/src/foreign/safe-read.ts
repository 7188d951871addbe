import { describe } from "@faultwire/catalog/internal";

/** Reads a member of anything; undefined if reading it throws. Thrown values are untrusted. */
export function read(value: unknown, key: PropertyKey): unknown {
  try {
    // Any value can be indexed, and what throws is caught.
    return (value as Readonly<Record<PropertyKey, unknown>>)[key];
  } catch {
    // null, a getter that throws, a revoked proxy.
    return undefined;
  }
}

/** Reads a member of anything; undefined if it is not a string. */
export function readText(value: unknown, key: PropertyKey): string | undefined {
  const text = read(value, key);
  return typeof text === "string" ? text : undefined;
}

/** Converts a value to text as the runtime would, but for functions. Never throws. */
export function toText(value: unknown): string {
  try {
    // As text, a function is its source code.
    return typeof value === "function" ? describe(value) : String(value);
  } catch {
    // No conversion of its own, or one that throws.
    return "a value that cannot be shown";
  }
}

/** Converts a thrown value to text, but a list to its kind: its entries may be what `redact` is for. Never throws. */
export function toKindOrText(value: unknown): string {
  try {
    if (Array.isArray(value)) return "[Array]";
  } catch {
    // A revoked proxy, which has no text either.
  }
  return toText(value);
}
