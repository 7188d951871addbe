/**
 * Checks whether a value is an Error, of this realm or another: Jest runs tests in a realm of their own, and a `vm`
 * context is one. Never throws.
 */
export function isError(value: unknown): value is Error {
  if (typeof value !== "object" || value === null) return false;
  try {
    if (value instanceof Error) return true;
    // Most results are plain objects, and this is asked of each.
    if (Object.getPrototypeOf(value) === Object.prototype) return false;
    const kind = Object.prototype.toString.call(value);
    return kind === "[object Error]" || kind === "[object DOMException]";
  } catch {
    // A revoked proxy.
    return false;
  }
}
