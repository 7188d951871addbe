import {
  decodeStreamType,
  encodeFaultFrame,
  encodeStreamType,
  type FaultData,
  type FramePlace,
  followStream,
  isJsonObject,
  parseJson,
  type StreamForm,
} from "@faultwire/wire";
import type { ResponseStream } from "./response-stream.ts";

/** The frame that a response stream ends with if its handler fails. */
export interface FaultFrame {
  /** Sees to it that the metadata of the response, which the runtime writes with the first byte, announce the frame. */
  readonly beforeFirstWrite: () => void;
  /** Follows a chunk that was written. */
  readonly follow: (chunk: unknown, encoding: unknown) => void;
  /** Whether the head of the response has announced a frame. */
  readonly isAnnounced: () => boolean;
  /** Makes the frame, with what has to come before it. */
  readonly encode: (fault: FaultData, requestId: string) => string;
}

/** The runtime's stream with the member by which it writes metadata, `HttpResponseStream.from()`. */
type PreludedStream = ResponseStream & {
  _onBeforeFirstWrite?: ((write: (part: unknown) => unknown) => void) | undefined;
};

/** Prepares a stream for a frame: its type gets a token, if a frame can be in such a stream. */
export function prepareFrame(stream: PreludedStream): FaultFrame {
  const token = crypto.randomUUID();
  let framed: { readonly form: StreamForm; readonly place: FramePlace } | undefined;

  /** Returns the type with the token; undefined if no frame can be in it. */
  function announce(contentType: string): string | undefined {
    const announced = encodeStreamType(contentType, token);
    const { form } = decodeStreamType(announced);
    framed = form && { form, place: followStream(form, token) };
    return announced;
  }

  const { setContentType } = stream;
  stream.setContentType = (type) => setContentType.call(stream, announce(type) ?? type);

  return {
    beforeFirstWrite: () => {
      // From now on the runtime refuses another type.
      stream.setContentType = setContentType;
      const { _onBeforeFirstWrite: writeMetadata } = stream;
      if (writeMetadata === undefined) return;
      stream._onBeforeFirstWrite = (write) =>
        writeMetadata((part) => write(typeof part === "string" ? announceIn(part, announce) : part));
    },
    follow: (chunk, encoding) => framed?.place.follow(toBytes(chunk, encoding)),
    isAnnounced: () => framed !== undefined,
    encode: (fault, requestId) => {
      if (framed === undefined) return "";
      const { form, place } = framed;
      return place.lead() + encodeFaultFrame(fault, { form, token, requestId });
    },
  };
}

/** Announces a frame in the metadata of a response, unless its body has a length or is compressed. */
function announceIn(metadata: string, announce: (contentType: string) => string | undefined): string {
  const head = parseJson(metadata);
  if (!isJsonObject(head)) return metadata;
  const headers = [head.multiValueHeaders, head.headers].flatMap((given) => Object.entries(Object(given)));
  const byName = new Map(headers.map(([name, value]) => [name.toLowerCase(), String(value)]));
  const encoding = byName.get("content-encoding") ?? "identity";
  if (byName.has("content-length") || encoding.toLowerCase() !== "identity") return metadata;
  const announceText = (type: unknown) => (typeof type === "string" ? (announce(type) ?? type) : type);
  return JSON.stringify(head, (name, value: unknown) => {
    if (name.toLowerCase() !== "content-type") return value;
    return Array.isArray(value) ? value.map(announceText) : announceText(value);
  });
}

/** The bytes that the runtime writes. */
function toBytes(chunk: unknown, encoding: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk !== "string") return Buffer.from(JSON.stringify(chunk) ?? "");
  // The runtime refuses any other encoding when it writes the chunk, which comes first.
  return Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8");
}
