/** A response as it is recorded. */
export interface RecordedResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Writes a response as it is on the wire, with its headers in order. */
export function writeResponse({ status, headers, body }: RecordedResponse): string {
  const fields = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status}`, ...fields, "", body].join("\n");
}
