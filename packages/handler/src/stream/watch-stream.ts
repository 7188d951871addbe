import type { ResponseStream } from "./response-stream.ts";

/** The state of a response stream. */
export interface WatchedStream {
  /** Whether bytes were written, which cannot be taken back. */
  readonly isStarted: () => boolean;
  /** Rejects with the error that the stream is destroyed with. */
  readonly destroyed: Promise<never>;
  /** Ends the stream unless it has ended or a pipe will end it: the runtime would wait for the end until the time-out. */
  readonly finish: () => void;
}

type Method = (...given: readonly unknown[]) => unknown;

/** Changes the runtime's stream where it would lose an error, and watches it from then on. */
export function watchStream(stream: ResponseStream): WatchedStream {
  let isStarted = false;
  let isEnded = false;
  let sources = 0;
  // The handler's arguments pass unchanged.
  const write = stream.write.bind(stream) as Method;
  const end = stream.end.bind(stream) as Method;

  function begin(...chunk: readonly unknown[]): boolean {
    isStarted = true;
    return write(...chunk) === true;
  }
  stream.write = begin;

  // The runtime writes the status and headers of HttpResponseStream.from() before the first write; end() does not count as one.
  stream.end = (...given: readonly unknown[]) => {
    const [chunk, encoding] = given.filter((each) => typeof each !== "function");
    const last = chunk ?? "";
    if (last !== "" || !isStarted) begin(last, encoding);
    isEnded = true;
    return end(...given.filter((each) => typeof each === "function"));
  };

  // It would cut the connection, and the caller would get Runtime.ExitError. pipeline() does it to all its streams.
  const destroyed = new Promise<never>((_, reject) => {
    stream.destroy = (error = new Error("The response stream was destroyed")) => {
      if (!isEnded) reject(error);
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
    isStarted: () => isStarted,
    destroyed,
    finish: () => {
      if (!isEnded && sources === 0) stream.end();
    },
  };
}
