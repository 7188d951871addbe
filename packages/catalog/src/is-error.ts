/**
 * Checks whether a value is an Error, of this realm or another: Jest runs tests in a realm of their own, and a `vm`
 * context is one. Never throws.
 */
export function isError(value: unknown): value is Error {
  try {
    return (
      value instanceof Error ||
      /^\[object (?:Error|DOMException)\]$/.test(Object.prototype.toString.call(value))
    );
  } catch {
    // A revoked proxy.
    return false;
  }
}
