import { FUNCTION_NAME_PATTERN, type FunctionName, parseFunctionName } from "../../lambda/function-name.ts";
import { validation } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";

/** Reads a name, partial ARN or ARN; throws ValidationException for any other text. */
export function validName(given: string): FunctionName {
  return (
    parseFunctionName(given) ?? refuse(validation([broken("functionName", given, FUNCTION_NAME_PATTERN)]))
  );
}

/** Checks a text against a pattern of AWS's model, which its error prints. */
export function checkPattern(member: string, given: string, pattern: string): void {
  if (!new RegExp(`^(?:${pattern})$`).test(given)) refuse(validation([broken(member, given, pattern)]));
}

/** Checks that a text is one of a list of AWS's model. */
export function checkValue(member: string, given: string, allowed: readonly string[]): void {
  if (allowed.includes(given)) return;
  const set = `[${allowed.join(", ")}]`;
  refuse(
    validation([
      `Value '${given}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: ${set}`,
    ]),
  );
}

/** Checks a number against the bounds of AWS's model. */
export function checkRange(
  member: string,
  given: number | undefined,
  [least, most]: readonly [number, number],
): void {
  if (given === undefined || (given >= least && given <= most)) return;
  const bound = given < least ? `greater than or equal to ${least}` : `less than or equal to ${most}`;
  refuse(
    validation([
      `Value '${given}' at '${member}' failed to satisfy constraint: Member must have value ${bound}`,
    ]),
  );
}

function broken(member: string, given: string, pattern: string): string {
  return `Value '${given}' at '${member}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern}`;
}
