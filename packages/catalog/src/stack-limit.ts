/**
 * Sets `Error.stackTraceLimit`, or removes it for undefined, and returns what it was, to be set again in a `finally`. Never
 * throws: where `Error` is frozen the limit stays, and errors have their stacks.
 *
 * @see https://nodejs.org/api/errors.html#errorstacktracelimit
 */
export function setStackLimit(limit: number | undefined): number | undefined {
  try {
    // Its declaration leaves out that a program may have removed it.
    const before: number | undefined = Error.stackTraceLimit;
    if (limit === undefined) Reflect.deleteProperty(Error, "stackTraceLimit");
    else Error.stackTraceLimit = limit;
    return before;
  } catch {
    // A frozen or a hardened `Error`.
    return limit;
  }
}
