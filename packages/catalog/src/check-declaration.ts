import { isStatus } from "@faultwire/wire";
import { areAliases } from "./check-name.ts";
import { checkOptions, checkSchema, describe } from "./check-options.ts";
import type { FaultDeclaration } from "./fault-declaration.ts";

const MEMBERS: readonly (keyof FaultDeclaration<undefined>)[] = [
  "status",
  "details",
  "message",
  "retryable",
  "stack",
  "aliases",
];

/**
 * Checks the declaration of a fault.
 *
 * @throws TypeError naming the call, the member and what to do.
 */
export function checkDeclaration(name: string, declaration: unknown): void {
  const where = `fault("${name}")`;
  if (typeof declaration !== "object" || declaration === null || Array.isArray(declaration)) {
    const example = '{ status: 404, message: "Order not found" }';
    throw new TypeError(
      `${where}: the declaration is an object, as ${example}; it is ${describe(declaration)}`,
    );
  }
  checkOptions(where, declaration, MEMBERS);
  const { status, details, message, retryable, stack, aliases }: Readonly<Record<string, unknown>> = {
    ...declaration,
  };
  const given = (member: string, needed: string, value: unknown) =>
    new TypeError(`${where}: ${member} is ${needed}; it is ${describe(value)}`);
  if (status !== undefined && !isStatus(status))
    throw given("status", "a whole number from 400 to 599", status);
  if (typeof message !== "string" && typeof message !== "function")
    throw given("message", "a text or a function of the details", message);
  if (retryable !== undefined && typeof retryable !== "boolean")
    throw given("retryable", "true or false", retryable);
  if (stack !== undefined && typeof stack !== "boolean") throw given("stack", "true or false", stack);
  if (aliases !== undefined && !areAliases(name, aliases))
    throw new TypeError(
      `${where}: aliases is a list of other names, none of them reserved; it is ${JSON.stringify(aliases)}`,
    );
  checkSchema(where, "details", details);
}
