import { isInvokeErrorName } from "../../../packages/local/src/faults/invoke-errors.ts";
import type { InvokeProgram } from "./invoke-program.ts";

/** Calls that local really refuses so. */
export const LAMBDA_PROGRAMS: Readonly<Record<string, InvokeProgram>> = {
  ResourceNotFoundException: { functionName: "payments" },
  TooManyRequestsException: { config: '{ handler: "orders.handler", reservedConcurrency: 0 }' },
};

/** Returns the source of an injection of a refusal: those that are not in the model need their status. */
export function injectionOf(name: string, status: number): string {
  return isInvokeErrorName(name) ? `"${name}"` : `{ error: "${name}", status: ${status} }`;
}
