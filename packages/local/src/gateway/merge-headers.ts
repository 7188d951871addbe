import { Unproven } from "../unproven.ts";
import { isRecord } from "./function-output.ts";
import type { HeaderPairs } from "./http-message.ts";

/**
 * Merges `headers` and `multiValueHeaders` of an output without regard to case: the multi-value ones come first and decide
 * the spelling. Each value has a line of its own, as cookies must. Undefined where a member has the wrong type.
 */
export function mergeHeaders(
  headers: unknown,
  multiValueHeaders: unknown,
): (readonly [name: string, value: string])[] | undefined {
  const merged = new Map<string, { name: string; values: string[] }>();
  for (const [name, values] of entriesOf(multiValueHeaders)) {
    if (!Array.isArray(values)) return undefined;
    merged.set(name.toLowerCase(), { name, values: values.map(String) });
  }
  for (const [name, value] of entriesOf(headers)) {
    if (value === null) throw new Unproven(`the header ${name}, which is null; leave it out`);
    if (typeof value === "object") return undefined;
    const held = merged.get(name.toLowerCase());
    if (held === undefined) merged.set(name.toLowerCase(), { name, values: [String(value)] });
    else if (!held.values.includes(String(value))) held.values.push(String(value));
  }
  return [...merged.values()].flatMap(({ name, values }) => values.map((value) => [name, value] as const));
}

/** Returns the value that a header has once all its lines are joined. */
export function headerValue(headers: HeaderPairs, wanted: string): string | undefined {
  const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(", ");
}

function entriesOf(value: unknown): [string, unknown][] {
  return isRecord(value) ? Object.entries(value) : [];
}
