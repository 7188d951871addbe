import type { FaultFrame } from "./fault-frame.ts";
import type { ResponseStream } from "./response-stream.ts";

/** The state of a response stream. */
export interface WatchedStream {
  /** Whether bytes were written, which cannot be taken back. */
  readonly isStarted: () => boolean;
  /** Rejects with the error that the stream is destroyed with; what is written from then on is dropped. */
  readonly destroyed: Promise<never>;
  /** Whether it has ended. */
  readonly isEnded: () => boolean;
  /** Drops what the handler still writes: it has failed, and may have left something running. */
  readonly stop: () => void;
  /** Writes the last of a stream and ends it, also if it was destroyed or stopped. */
  readonly endWith: (text: string) => void;
  /** Ends the stream unless it has ended or a pipe will end it: the runtime would wait for the end until the time-out. */
  readonly finish: () => void;
}

type Method = (...given: readonly unknown[]) => unknown;

/**
 * Changes the runtime's stream where it would lose an error, and watches it from then on.
 *
 * @param frame follows what is written
 */
export function watchStream(stream: ResponseStream, frame?: FaultFrame): WatchedStream {
  let isStarted = false;
  let isEnded = false;
  let isStopped = false;
  let sources = 0;
  // The handler's arguments pass unchanged.
  const write = stream.write.bind(stream) as Method;
  const end = stream.end.bind(stream) as Method;

  function begin(...chunk: readonly unknown[]): boolean {
    if (!isStarted) frame?.beforeFirstWrite();
    isStarted = true;
    const hasRoom = write(...chunk) === true;
    frame?.follow(chunk[0], chunk[1]);
    return hasRoom;
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
  stream.write = (...chunk: readonly unknown[]) => (isStopped ? drop(chunk) : begin(...chunk));
  stream.end = (...given: readonly unknown[]) => (isStopped ? drop(given) : endWith(...given));

  // It would cut the connection, and the caller would get Runtime.ExitError. pipeline() does it to all its streams.
  const destroyed = new Promise<never>((_, reject) => {
    stream.destroy = (error = new Error("The response stream was destroyed")) => {
      isStopped = true;
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
    isEnded: () => isEnded,
    destroyed,
    stop: () => {
      isStopped = true;
    },
    endWith,
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
