import { cutEventName, parseJson, readEvents, type ServerSentEvent } from "@faultwire/wire";
import { malformed } from "../malformed.ts";
import { readFramed } from "./framed-chunks.ts";
import type { StreamContext } from "./stream-context.ts";
import { executionOf, halfStream, type StreamSource } from "./stream-source.ts";

/** Yields the events of a stream. One that is not whole at the end of the stream makes it a stream that was cut. */
export async function* eventsOf(
  source: StreamSource,
  context: StreamContext,
): AsyncGenerator<ServerSentEvent, void> {
  const reader = readEvents();
  const cut = cutEventName(context.type.token ?? "");
  for await (const text of textsOf(source, context)) {
    for (const event of reader.read(text)) if (event.event !== cut) yield event;
  }
  if (reader.isCut()) throw halfStream(context);
}

/** Yields the values of a stream of JSON lines. */
export async function* rowsOf(source: StreamSource, context: StreamContext): AsyncGenerator<unknown, void> {
  let count = 0;
  let unreadable: string | undefined;
  for await (const { text, isEnded } of linesOf(source, context)) {
    if (text.trim() === "") continue;
    if (unreadable !== undefined) break;
    count += 1;
    const row = parseJson(text);
    // The end of a list or of a text is in it. A number may be the beginning of a longer one.
    if (!isEnded && (row === undefined || typeof row === "number")) throw halfStream(context);
    // Before a frame a line may be half a row, and the fault that follows says why.
    if (row === undefined) unreadable = text;
    else yield row;
  }
  if (unreadable !== undefined) throw unreadableRow(count, unreadable, context);
}

async function* linesOf(
  source: StreamSource,
  context: StreamContext,
): AsyncGenerator<{ readonly text: string; readonly isEnded: boolean }, void> {
  let rest = "";
  for await (const text of textsOf(source, context)) {
    const [first = "", ...others] = text.split("\n");
    const lines = [rest + first, ...others];
    rest = lines.pop() ?? "";
    for (const line of lines) yield { text: line, isEnded: true };
  }
  yield { text: rest, isEnded: false };
}

async function* textsOf(source: StreamSource, context: StreamContext): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  for await (const chunk of readFramed(source, context)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function unreadableRow(row: number, line: string, context: StreamContext) {
  return malformed({
    message: "The stream has a row that cannot be read",
    issues: `row ${row} is not JSON`,
    execution: executionOf(context),
    origin: { wire: "event-stream", payload: line, traceId: context.traceId },
  });
}
