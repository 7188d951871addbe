/** A JSON object: not null, not an array. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Checks whether a value is an object as JSON has them: not null, not an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads JSON; undefined, which is not a value of JSON, for any other text. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller keeps the text.
    return undefined;
  }
}

/** Returns a text as it is; undefined for any other value. */
export function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Counts the characters of a text inside a JSON document, without quotes. */
export function escapedLength(text: string): number {
  return JSON.stringify(text).length - 2;
}

/** Whether a text inside a JSON document is within a limit. No character takes more than six there. */
export function fits(text: string, limit: number): boolean {
  return text.length * 6 <= limit || (text.length <= limit && escapedLength(text) <= limit);
}
