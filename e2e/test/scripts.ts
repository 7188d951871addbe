import type { Fault } from "@faultwire/catalog";
import fc from "fast-check";
import { catalogOf, make, type Script } from "./functions/thrower.ts";
import { shapeWithValue } from "./shapes.ts";

/* Faults to declare and to throw, any of them. */

/** Declarations with what is thrown of them. */
export const script: fc.Arbitrary<Script> = fc
  .record(
    {
      name: fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.$-]{0,127}$/).filter((name) => !isReserved(name)),
      // fetch makes a network error of a 407, which is for proxies: no caller over HTTP could read it.
      status: fc.integer({ min: 400, max: 599 }).filter((status) => status !== 407),
      retryable: fc.boolean(),
      stack: fc.boolean(),
      message: fc.string({ unit: "binary", maxLength: 200 }),
      retryAfter: fc.integer({ min: 0, max: 100_000 }),
      detail: shapeWithValue,
    },
    { requiredKeys: ["name", "status", "message"] },
  )
  .map(({ detail, ...rest }) => ({ ...rest, ...(detail && { shape: detail.shape, details: detail.value }) }));

function isReserved(name: string): boolean {
  try {
    catalogOf({ name, status: 400, message: "" });
    return false;
  } catch {
    return true;
  }
}

/** The members of a fault that arrive over every wire. */
export const membersOf = ({ name, errorType, message, details, status, retryable, retryAfter }: Fault) => ({
  name,
  errorType,
  message,
  details,
  status,
  retryable,
  retryAfter,
});

/** The members of the fault that a handler would throw. */
export function expectedMembers(script: Script): ReturnType<typeof membersOf> {
  return membersOf(make(script, catalogOf(script)) as Fault);
}
