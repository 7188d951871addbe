import type { ResponseStream } from "./response-stream.ts";

/** What became of a response stream so far. */
export interface WatchedStream {
  /** Whether bytes were written, which nobody can take back. */
  readonly hasBegun: () => boolean;
  /** Rejects with what the stream was to be destroyed with. */
  readonly destroyed: Promise<never>;
  /** Ends the stream if nobody has and nobody is going to: the runtime would wait for the end until the time-out. */
  readonly finish: () => void;
}

type Method = (...given: readonly unknown[]) => unknown;

/** Changes the runtime's stream where it would lose an error, and watches it from then on. */
export function watchStream(stream: ResponseStream): WatchedStream {
  let begun = false;
  let ended = false;
  let sources = 0;
  // What the handler gives goes on as it is.
  const write = stream.write.bind(stream) as Method;
  const end = stream.end.bind(stream) as Method;

  function begin(...chunk: readonly unknown[]): boolean {
    begun = true;
    return write(...chunk) === true;
  }
  stream.write = begin;

  // The runtime writes the status and headers of HttpResponseStream.from() before the first write, and end() is none.
  stream.end = (...given: readonly unknown[]) => {
    const [chunk, encoding] = given.filter((each) => typeof each !== "function");
    const last = chunk ?? "";
    if (last !== "" || !begun) begin(last, encoding);
    ended = true;
    return end(...given.filter((each) => typeof each === "function"));
  };

  // It would cut the connection, and the caller would get Runtime.ExitError. pipeline() does it to all its streams.
  const destroyed = new Promise<never>((_, reject) => {
    stream.destroy = (error = new Error("The response stream was destroyed")) => {
      if (!ended) reject(error);
      return stream;
    };
  });
  destroyed.catch(() => undefined);

  stream.on("pipe", () => {
    sources += 1;
  });
  stream.on("unpipe", () => {
    sources -= 1;
  });

  return {
    hasBegun: () => begun,
    destroyed,
    finish: () => {
      if (!ended && sources === 0) stream.end();
    },
  };
}
