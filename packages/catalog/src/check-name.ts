import { describe } from "./check-options.ts";
import { isHandlerErrorType } from "./handler-error.ts";

const NAME = /^[A-Za-z_][A-Za-z0-9_.$-]*$/;
const NAME_LIMIT = 128;

/**
 * Names that callers take for another error: the prefixes of the platform, JavaScript's own names and typeof names
 * (the runtime posts them for undeclared errors), the `handled` of the runtime, the `Unhandled` of Invoke's
 * `FunctionError`, and our families.
 */
const RESERVED =
  /^(?:(?:States|Lambda|Runtime|Sandbox|Function|Extension)\..*|(?:Aggregate|Eval|Range|Reference|Suppressed|Syntax|Type|URI)?Error|string|number|boolean|bigint|symbol|undefined|object|function|handled|Unhandled|Platform|(?:Service|Runtime|Gateway|Transport|Handler|Malformed)Fault|Undeclared)$/;

/**
 * Checks the name of a fault.
 *
 * @throws TypeError naming the argument and what to do.
 */
export function checkName(name: unknown): asserts name is string {
  if (typeof name !== "string" || !NAME.test(name) || name.length > NAME_LIMIT) {
    throw new TypeError(
      `fault(${describe(name)}): a name has 1 to ${NAME_LIMIT} letters, digits, "_", ".", "$" or "-" and begins with a letter or "_"`,
    );
  }
  if (isHandlerErrorType(name))
    throw reserved(name, "the handler's wrapper throws an error of its own by it");
  if (name in Object.prototype) throw reserved(name, "every JavaScript object has a member of it");
  if (RESERVED.test(name)) throw reserved(name, "callers take it for an undeclared error");
}

/** Whether a value is a list of names under which a fault of this name may be sent, too. */
export function areAliases(name: string, aliases: unknown): aliases is readonly string[] {
  return (
    Array.isArray(aliases) &&
    aliases.every(
      (alias) =>
        typeof alias === "string" &&
        alias !== "" &&
        alias !== name &&
        !RESERVED.test(alias) &&
        !isHandlerErrorType(alias),
    )
  );
}

function reserved(name: string, reason: string): TypeError {
  return new TypeError(`fault("${name}"): this name is reserved, ${reason}; choose another`);
}
