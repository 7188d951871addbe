const NAME = /^[A-Za-z_][A-Za-z0-9_.$-]*$/;
const NAME_LIMIT = 128;

/**
 * What would be taken for somebody else's error: the platform's prefixes, JavaScript's own names and typeof names
 * (the runtime posts them for whatever is thrown undeclared), the runtime's `handled`, and our families.
 */
const RESERVED =
  /^(?:(?:States|Lambda|Runtime|Sandbox|Function|Extension)\..*|(?:Aggregate|Eval|Range|Reference|Suppressed|Syntax|Type|URI)?Error|string|number|boolean|bigint|symbol|undefined|object|function|handled|Platform|(?:Service|Runtime|Gateway|Transport|Handler|Malformed)Fault|Undeclared)$/;

/**
 * Checks the name of a fault.
 *
 * @throws TypeError naming the argument and the mend.
 */
export function checkName(name: string): void {
  if (typeof name !== "string" || !NAME.test(name) || name.length > NAME_LIMIT) {
    throw new TypeError(
      `fault(${JSON.stringify(name)}): a name has 1 to ${NAME_LIMIT} letters, digits, "_", ".", "$" or "-" and begins with a letter or "_"`,
    );
  }
  if (RESERVED.test(name)) {
    throw new TypeError(
      `fault("${name}"): this name is reserved, callers take it for an undeclared error; choose another`,
    );
  }
}
