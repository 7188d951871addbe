import type { ResponseStream } from "./response-stream.ts";

/** The state of a response stream. */
export interface WatchedStream {
  /** Whether bytes were written, which cannot be taken back. */
  readonly isStarted: () => boolean;
  /** Rejects with the error that the stream is destroyed with; what is written from then on is dropped. */
  readonly destroyed: Promise<never>;
  /** Writes a whole response and ends the stream, also if it was destroyed. */
  readonly writeAll: (response: string) => void;
  /** Ends the stream unless it has ended or a pipe will end it: the runtime would wait for the end until the time-out. */
  readonly finish: () => void;
}

type Method = (...given: readonly unknown[]) => unknown;

/** Changes the runtime's stream where it would lose an error, and watches it from then on. */
export function watchStream(stream: ResponseStream): WatchedStream {
  let isStarted = false;
  let isEnded = false;
  let isDestroyed = false;
  let sources = 0;
  // The handler's arguments pass unchanged.
  const write = stream.write.bind(stream) as Method;
  const end = stream.end.bind(stream) as Method;

  function begin(...chunk: readonly unknown[]): boolean {
    isStarted = true;
    return write(...chunk) === true;
  }

  // The runtime writes the status and headers of HttpResponseStream.from() before the first write; end() does not count as one.
  function endWith(...given: readonly unknown[]): unknown {
    const [chunk, encoding] = given.filter((each) => typeof each !== "function");
    const last = chunk ?? "";
    if (last !== "" || !isStarted) begin(last, encoding);
    isEnded = true;
    return end(...given.filter((each) => typeof each === "function"));
  }

  // A framework that catches an error may write a text about it and end the stream, as if it had succeeded.
  stream.write = (...chunk: readonly unknown[]) => (isDestroyed ? drop(chunk) : begin(...chunk));
  stream.end = (...given: readonly unknown[]) => (isDestroyed ? drop(given) : endWith(...given));

  // It would cut the connection, and the caller would get Runtime.ExitError. pipeline() does it to all its streams.
  const destroyed = new Promise<never>((_, reject) => {
    stream.destroy = (error = new Error("The response stream was destroyed")) => {
      isDestroyed = true;
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
    writeAll: endWith,
    finish: () => {
      if (!isEnded && sources === 0) stream.end();
    },
  };
}

/** Calls the callback of a write that is dropped: its caller may wait for it. */
function drop(given: readonly unknown[]): boolean {
  const callback = given.find((each) => typeof each === "function");
  // A stream's callback takes an error, or nothing.
  if (callback !== undefined) queueMicrotask(callback as () => void);
  return true;
}
