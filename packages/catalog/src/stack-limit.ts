/**
 * Sets `Error.stackTraceLimit` and returns what it was, to be set again in a `finally`. Never throws: where `Error` is
 * frozen the limit stays, and errors have their stacks.
 *
 * @see https://nodejs.org/api/errors.html#errorstacktracelimit
 */
export function setStackLimit(limit: number): number {
  try {
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = limit;
    return before;
  } catch {
    // A frozen or a hardened `Error`.
    return limit;
  }
}
