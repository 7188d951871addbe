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

/** Changes the runtime's stream where it would lose an error, and watches it from then on. */
export function watchStream(stream: ResponseStream): WatchedStream {
  let begun = false;
  let ended = false;
  let sources = 0;
  const write = stream.write;
  const end = stream.end;

  stream.write = (...chunk) => {
    begun = true;
    return Reflect.apply(write, stream, chunk);
  };

  // The runtime writes the status and headers of HttpResponseStream.from() before the first write, and end() is none.
  stream.end = (...given) => {
    const [chunk, ...rest] = given;
    const isChunk = chunk !== undefined && chunk !== null && typeof chunk !== "function";
    if (isChunk) stream.write(...([chunk, ...rest].filter(isNoCallback) as [string]));
    else if (!begun) stream.write("");
    ended = true;
    return Reflect.apply(
      end,
      stream,
      given.filter((each) => typeof each === "function"),
    );
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

function isNoCallback(value: unknown): boolean {
  return typeof value !== "function";
}
