/** A form of streams in which a fault can be the last frame. */
export type StreamForm = "events" | "rows";

/** The form of a stream, and the token that its frame has; without a token it has none. */
export interface StreamType {
  readonly form: StreamForm | undefined;
  readonly token: string | undefined;
}

const ROWS = /^(?:application|text)\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines)$/;
const CHARSETS: readonly (string | undefined)[] = [undefined, "utf-8", "utf8", "us-ascii"];
const PARAMETER = "faultwire";
const TOKEN = /^[\w-]{16,64}$/;

/**
 * Reads the form of a stream off its `Content-Type`.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#text/event-stream
 * @see https://github.com/ndjson/ndjson-spec#32-media-type
 */
export function decodeStreamType(contentType: string | undefined): StreamType {
  const [type = "", ...parameters] = (contentType ?? "").split(";");
  const token = parameterIn(parameters, PARAMETER);
  const form = formOf(type.trim().toLowerCase());
  return { form, token: form && token !== undefined && TOKEN.test(token) ? token : undefined };
}

/**
 * Adds the token of a stream's frame to its `Content-Type`: only who writes the head of a response can choose it, so
 * that no text in the body passes for the frame. Returns undefined for a type in which no frame can be, for a
 * character encoding that is not UTF-8, and for a type that has a token.
 */
export function encodeStreamType(contentType: string, token: string): string | undefined {
  const parts = contentType.split(";").filter((part) => part.trim() !== "");
  const parameters = parts.slice(1);
  const { form } = decodeStreamType(contentType);
  if (form === undefined || parameterIn(parameters, PARAMETER) !== undefined) return undefined;
  if (!CHARSETS.includes(parameterIn(parameters, "charset")?.toLowerCase())) return undefined;
  return `${parts.join(";").trimEnd()}; ${PARAMETER}=${token}`;
}

function formOf(type: string): StreamForm | undefined {
  if (type === "text/event-stream") return "events";
  return ROWS.test(type) ? "rows" : undefined;
}

function parameterIn(parameters: readonly string[], name: string): string | undefined {
  for (const parameter of parameters) {
    const [key = "", ...value] = parameter.split("=");
    if (key.trim().toLowerCase() === name)
      return value
        .join("=")
        .trim()
        .replace(/^"(.*)"$/, "$1");
  }
  return undefined;
}
