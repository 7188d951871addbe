/** A JSON object: not null, no array. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads JSON; undefined, which JSON cannot say, is the answer to everything else. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller keeps the text.
    return undefined;
  }
}

export function asString(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** How long a text is once it stands in a JSON document, quotes left out. */
export function escapedLength(text: string): number {
  return JSON.stringify(text).length - 2;
}

/** Whether a text is so long at most once it stands in a JSON document. No character takes more than six there. */
export function fits(text: string, limit: number): boolean {
  return text.length * 6 <= limit || (text.length <= limit && escapedLength(text) <= limit);
}
