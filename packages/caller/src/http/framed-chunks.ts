import { toFault } from "@faultwire/catalog/receiving";
import { splitAtFrame } from "@faultwire/wire";
import type { StreamContext } from "./stream-context.ts";
import { chunksOf, halfStream, type StreamSource } from "./stream-source.ts";

/**
 * Yields the bytes of a stream up to its frame, and throws the fault that the frame has. Throws a `TransportFault` if the
 * stream is cut. A reader that stops cancels the stream.
 */
export async function* readFramed(
  source: StreamSource,
  context: StreamContext,
): AsyncGenerator<Uint8Array, void> {
  const { form, token } = context.type;
  if (form === undefined || token === undefined) return yield* chunksOf(source, context);
  const splitter = splitAtFrame(form, token);
  for await (const chunk of chunksOf(source, context)) {
    const passed = splitter.pass(chunk);
    if (passed.length > 0) yield passed;
    // Nothing can follow it.
    if (splitter.isOver()) break;
  }
  const end = splitter.end();
  if ("held" in end) {
    if (end.held.length > 0) yield end.held;
    return;
  }
  const { catalog, traceId } = context;
  throw end.error ? toFault(end.error, catalog, { traceId }) : halfStream(context);
}
