import type { InvocationResult } from "../lambda/environment/environment.ts";

/**
 * Reads the result of a function; undefined if it failed or the result is not JSON. Wrapped, so that a returned
 * null is not a failure.
 */
export function outputOf({
  failed,
  body,
}: Pick<InvocationResult, "failed" | "body">): { readonly output: unknown } | undefined {
  return failed ? undefined : parseOutput(body.toString("utf8"));
}

/** Reads JSON; undefined if it is not JSON. */
export function parseOutput(text: string): { readonly output: unknown } | undefined {
  try {
    return { output: JSON.parse(text) };
  } catch {
    // Other runtimes can answer with any bytes; the gateways call that malformed.
    return undefined;
  }
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
