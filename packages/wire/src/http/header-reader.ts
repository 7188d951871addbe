import { asString, isJsonObject, type JsonObject } from "../json.ts";

/** An HTTP response whose body was read. Names of headers in any case. */
export interface HttpResponse {
  readonly status: number;
  /** Also those of fetch, or any other list of names and values. */
  readonly headers:
    | Readonly<Record<string, string | readonly string[] | undefined>>
    | Iterable<readonly [string, string]>;
  readonly body: string;
}

/** Reads one header. */
export type HeaderReader = (name: string) => string | undefined;

/** Reads headers by name in any case; a list is joined as fetch does. */
export function headerReader(headers: HttpResponse["headers"]): HeaderReader {
  const byName = new Map<string, unknown>();
  for (const [name, value] of entriesOf(headers)) if (isText(name)) byName.set(name.toLowerCase(), value);
  return (name) => {
    const value = byName.get(name.toLowerCase());
    return asString(Array.isArray(value) ? value.filter(isText).join(", ") : value);
  };
}

/** Headers of an answer that somebody opened can be anything, such as a list of `{ name, value }`. */
function entriesOf(headers: HttpResponse["headers"]): readonly (readonly unknown[])[] {
  const entries: readonly unknown[] = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return entries.map((entry) => (Array.isArray(entry) ? entry : membersOf(entry)));
}

function membersOf(entry: unknown): readonly unknown[] {
  const { key, name = key, value }: JsonObject = isJsonObject(entry) ? entry : {};
  return [name, value];
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}
