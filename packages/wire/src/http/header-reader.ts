import { asString } from "../json.ts";

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
  const entries = Symbol.iterator in headers ? headers : Object.entries(headers);
  for (const [name, value] of entries) byName.set(name.toLowerCase(), value);
  return (name) => {
    const value = byName.get(name.toLowerCase());
    return asString(Array.isArray(value) ? value.join(", ") : value);
  };
}
