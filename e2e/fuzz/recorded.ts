import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Faults, OrderNotFound } from "./faults.ts";
import type { Recipe } from "./recipe.ts";

/* The recorded payloads in `cases/`, and the words that they are made of. */

const recordedIn = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../cases/${name}.json`, import.meta.url), "utf8"));
const entries = (name: string) => recordedIn(name) as Readonly<Record<string, Recipe>>[];
const membersOf = (name: string, member: string): Recipe[] =>
  entries(name).flatMap((entry) => (member in entry ? [entry[member] ?? null] : []));

/** Payloads of function errors, as texts. */
export const functionErrors = membersOf("function-errors", "payload") as string[];
/** HTTP responses: `{ status, headers, body }`. */
export const httpErrors = membersOf("http-errors", "response") as { readonly [key: string]: Recipe }[];
/** The trace of X-Ray. */
export const traces = membersOf("x-ray", "document");

/** Every recorded document, and the JSON of a fault. */
export const recorded: readonly Recipe[] = [
  ...functionErrors,
  ...functionErrors.map((Payload) => ({ StatusCode: 200, FunctionError: "Unhandled", Payload })),
  ...httpErrors,
  ...membersOf("async-errors", "input"),
  ...membersOf("composed", "input"),
  ...membersOf("reports", "input"),
  ...traces,
  new OrderNotFound({ orderId: "o-1" }, { retryAfter: 3 }).toJSON() as unknown as Recipe,
];

const keys = new Set<string>();
const texts = new Set<string>();
for (const document of recorded) collect(document);

function collect(value: Recipe): void {
  if (typeof value === "string") texts.add(value.slice(0, 200));
  else if (typeof value === "object" && value !== null)
    for (const [key, member] of Object.entries(value)) {
      if (!Array.isArray(value)) keys.add(key);
      collect(member as Recipe);
    }
}

const HOSTILE_NAMES = [
  ...["__proto__", "constructor", "prototype", "toString", "valueOf", "toJSON", "hasOwnProperty", "then"],
  ...["length", "stack", "message", "name", "cause", "errors", "get", "set", "0", "-1", ""],
];
/** A key of a recorded document, one that every object has, or any. */
export const key: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...keys) },
  { weight: 2, arbitrary: fc.constantFrom(...HOSTILE_NAMES) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
);

/** A text of a recorded document, a name that is declared or that every object has, or any. */
export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...texts) },
  { weight: 2, arbitrary: fc.constantFrom(...Object.keys(Faults.faults), ...HOSTILE_NAMES) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("\r\nX-A: b", "\u2028", "\ud800", "\0", "\x7f", "[faultwire:1] {}"),
  },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9000 }).map((count) => "é".repeat(count)) },
);
