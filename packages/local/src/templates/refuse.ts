import type { Cursor } from "../java-regex/cursor.ts";

/** Refuses a template, with the line and the text there. */
export function refuse({ text, at }: Cursor, why: string): never {
  const line = text.slice(0, at).split("\n").length;
  const rest = text.slice(at).split("\n", 1)[0] ?? "";
  throw new TypeError(`line ${line}, at ${JSON.stringify(rest.slice(0, 40))}: ${why}`);
}
