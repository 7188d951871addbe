import { Readable, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { deadline, wrapStreamHandler } from "@faultwire/handler";
import { Cut, Rows } from "./stream-faults.ts";

export interface StreamEvent {
  readonly does: keyof typeof acts;
  readonly text?: string;
}

const metadata = { statusCode: 201, headers: { "Content-Type": "text/csv" } };
const cut = ({ text = "t" }: StreamEvent) =>
  new Cut({ row: 7, text }, { retryAfter: 5, cause: new Error("secret") });

async function* rows(event: StreamEvent, fails: boolean) {
  yield "row 1\n";
  if (fails) throw cut(event);
  yield "row 2\n";
}

const from = (stream: Writable) =>
  awslambda.HttpResponseStream.from(stream as never, metadata) as unknown as Writable;

/** The right and wrong behaviours of a streaming handler. */
const acts = {
  writes: async (_: StreamEvent, stream: Writable) => {
    from(stream).write("row 1\n");
    stream.end("row 2\n");
  },
  "does not end": async (_: StreamEvent, stream: Writable) => void from(stream).write("row 1\n"),
  "ends without a write": async (_: StreamEvent, stream: Writable) => void from(stream).end(),
  "does nothing at all": async (_: StreamEvent, stream: Writable) => void from(stream),
  "ends with a chunk": async (_: StreamEvent, stream: Writable) => void from(stream).end("all\n"),
  pipes: async (event: StreamEvent, stream: Writable) =>
    pipeline(Readable.from(rows(event, false)), from(stream)),
  "pipes and leaves it open": async (event: StreamEvent, stream: Writable) =>
    pipeline(Readable.from(rows(event, false)), from(stream), { end: false }),
  "ends with an encoding": async (_: StreamEvent, stream: Writable) =>
    void from(stream).end("616c6c", "hex", () => undefined),
  "pipes without waiting": async (event: StreamEvent, stream: Writable) =>
    void Readable.from(rows(event, false)).pipe(from(stream)),
  "fails in a pipeline": async (event: StreamEvent, stream: Writable) =>
    pipeline(Readable.from(rows(event, true)), from(stream)),
  "throws before": async (event: StreamEvent, stream: Writable) => {
    from(stream);
    throw cut(event);
  },
  "throws after": async (event: StreamEvent, stream: Writable) => {
    from(stream).write("row 1\n");
    throw cut(event);
  },
  "throws after the end": async (event: StreamEvent, stream: Writable) => {
    from(stream).end("all\n");
    throw cut(event);
  },
  "throws at once, not async": (event: StreamEvent) => {
    throw cut(event);
  },
  "destroys it": async (event: StreamEvent, stream: Writable) => {
    from(stream).write("row 1\n");
    stream.destroy(cut(event));
  },
  "throws a bad name before": async () => {
    throw Object.assign(new Error("secret"), { name: "Bad\r\nName 💥" });
  },
  "throws a bad name after": async (_: StreamEvent, stream: Writable) => {
    stream.write("row 1\n");
    throw Object.assign(new Error("secret"), { name: "Bad\r\nName 💥" });
  },
  "throws no name after": async (_: StreamEvent, stream: Writable) => {
    stream.write("row 1\n");
    throw Object.assign(new Error("m"), { name: undefined });
  },
  "hangs after": async (_: StreamEvent, stream: Writable) => {
    stream.write("row 1\n");
    await new Promise(() => undefined);
  },
};

export const handler = wrapStreamHandler(
  (event: StreamEvent, stream: Writable) => acts[event.does](event, stream),
  { throws: Rows, guards: [deadline({ before: 2500 })] },
);
