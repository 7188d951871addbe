import type { InvocationResult } from "../lambda/environment/environment.ts";

/** What a function returned, in a box; undefined where it failed, or where it answered what is no JSON. */
export function outputOf({ failed, body }: InvocationResult): { readonly output: unknown } | undefined {
  if (failed) return undefined;
  try {
    return { output: JSON.parse(body.toString("utf8")) };
  } catch {
    // Other runtimes can answer with any bytes; the gateways call that malformed.
    return undefined;
  }
}

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
