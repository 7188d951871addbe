import { type Fault, isFault } from "@faultwire/catalog";
import { describe, hide } from "@faultwire/catalog/internal";
import { toFault } from "@faultwire/catalog/receiving";
import { endlessStream } from "@faultwire/wire";
import { bytesIn } from "../bytes.ts";
import { receiveException } from "../receive-exception.ts";
import type { StreamContext } from "./stream-context.ts";

/** The body of a response: a stream of the web or of Node.js, or anything else that yields bytes or text. */
export type StreamSource =
  | { getReader(): ReadableStreamDefaultReader<Uint8Array> }
  | AsyncIterable<Uint8Array | string>;

/** Whether a value is a stream. */
export function isStreamSource(value: unknown): value is StreamSource {
  const { getReader, [Symbol.asyncIterator]: iterate }: Partial<Readonly<Record<string | symbol, unknown>>> =
    Object(value);
  return typeof getReader === "function" || typeof iterate === "function";
}

/**
 * Yields the chunks of a stream as bytes. Throws a `TransportFault` if the stream is cut or aborted. A reader that stops
 * cancels the stream.
 *
 * @throws TypeError for a chunk that is neither bytes nor text.
 */
export async function* chunksOf(
  source: StreamSource,
  context: StreamContext,
): AsyncGenerator<Uint8Array, void> {
  const encoder = new TextEncoder();
  for await (const chunk of received(source, context)) {
    const bytes = typeof chunk === "string" ? encoder.encode(chunk) : bytesIn(chunk);
    if (!bytes) {
      throw new TypeError(`${context.where}: a stream yields bytes or text; it yielded ${describe(chunk)}`);
    }
    yield bytes;
  }
}

/** Makes the fault of a stream that ended in the middle of an event, of a row or of its frame. */
export function halfStream(context: StreamContext): Fault {
  const { catalog, traceId } = context;
  return toFault({ ...endlessStream(), execution: executionOf(context) }, catalog, { traceId });
}

/** Finds out what the response proves: its token is the function's own, which had begun to answer. */
export function executionOf({ type }: StreamContext): "started" | "unknown" {
  return type.token === undefined ? "unknown" : "started";
}

async function* received(source: StreamSource, context: StreamContext): AsyncGenerator<unknown, void> {
  try {
    yield* "getReader" in source ? readAll(source.getReader()) : source;
  } catch (thrown) {
    // A response of createFetch throws its own.
    if (isFault(thrown)) throw thrown;
    const { signal, traceId } = context;
    const fault = receiveException(thrown, { requests: 1, signal, traceId });
    hide(fault, "execution", executionOf(context));
    throw fault;
  }
}

/** Reads a stream as every browser can: Safari's cannot be iterated. */
async function* readAll(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    // A stream that has ended or failed rejects, or does nothing.
    await reader.cancel().catch(() => undefined);
    reader.releaseLock();
  }
}
