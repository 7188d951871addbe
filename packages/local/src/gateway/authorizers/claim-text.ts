import type { Claims } from "./json-web-token.ts";

/**
 * Makes the claims of an event: texts, in the way of the language Go. `["a","b"]` is `[a b]` and an object is `map[name:value]`,
 * its names sorted.
 */
export function claimTexts(claims: Claims): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, textOf(value)]));
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOf).join(" ")}]`;
  if (value === null) return "<nil>";
  if (typeof value !== "object") return String(value);
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `map[${members.map(([name, member]) => `${name}:${textOf(member)}`).join(" ")}]`;
}
