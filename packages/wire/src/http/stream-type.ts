/** A form of streams in which a fault can be the last frame. */
export type StreamForm = "events" | "rows";

/** The form of a stream, and the token that its frame has; without a token it has none. */
export interface StreamType {
  readonly form: StreamForm | undefined;
  readonly token: string | undefined;
}

const ROWS = /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)$/;
const UTF_8 = /^(?:utf-?8|us-ascii)$/i;
const CHARSET = /; *charset *= *"?([^";]*)/i;
const PARAMETER = /; *faultwire *=/i;
const TOKEN = /; *faultwire="?([\w-]{16,64})"? *(?:;|$)/i;

/**
 * Reads the form of a stream off its `Content-Type`.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#text/event-stream
 * @see https://github.com/ndjson/ndjson-spec#32-media-type
 */
export function decodeStreamType(contentType = ""): StreamType {
  const [type = ""] = contentType.split(";", 1);
  const form = formOf(type.trim().toLowerCase());
  return { form, token: form && tokenIn(contentType) };
}

/** Reads the token of a stream's frame off a `Content-Type`. */
export function tokenIn(contentType: string): string | undefined {
  return TOKEN.exec(contentType)?.[1];
}

/**
 * Adds the token of a stream's frame to its `Content-Type`: only who writes the head of a response can choose it, so
 * that no text in the body passes for the frame. Returns undefined for a type in which no frame can be, for a
 * character encoding that is not UTF-8, and for a type that has a token.
 */
export function encodeStreamType(contentType: string, token: string): string | undefined {
  const [, charset = "utf-8"] = CHARSET.exec(contentType) ?? [];
  const { form } = decodeStreamType(contentType);
  if (form === undefined || PARAMETER.test(contentType) || !UTF_8.test(charset.trim())) return undefined;
  const parts = contentType.split(";").filter((part) => part.trim() !== "");
  return `${parts.join(";").trimEnd()}; faultwire=${token}`;
}

function formOf(type: string): StreamForm | undefined {
  if (type === "text/event-stream") return "events";
  return ROWS.test(type) ? "rows" : undefined;
}
