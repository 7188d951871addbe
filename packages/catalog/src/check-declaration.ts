import { isStatus } from "@faultwire/wire";
import { checkOptions, checkSchema, describe } from "./check-options.ts";
import type { FaultDeclaration } from "./fault-declaration.ts";

const MEMBERS: readonly (keyof FaultDeclaration<undefined>)[] = [
  "status",
  "details",
  "message",
  "retryable",
  "stack",
];

/**
 * Checks the declaration of a fault.
 *
 * @param where the call, as `fault("OrderNotFound")`
 * @throws TypeError naming the call, the member and what to do.
 */
export function checkDeclaration(where: string, declaration: unknown): void {
  if (typeof declaration !== "object" || declaration === null || Array.isArray(declaration)) {
    const example = '{ status: 404, message: "Order not found" }';
    throw new TypeError(
      `${where}: the declaration is an object, as ${example}; it is ${describe(declaration)}`,
    );
  }
  checkOptions(where, declaration, MEMBERS);
  const { status, details, message, retryable, stack }: Readonly<Record<string, unknown>> = {
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
  checkSchema(where, "details", details);
}
