/** The member of Hono's `StreamingApi` that is used. */
export interface HonoStream {
  pipe(body: ReadableStream): Promise<void>;
}

/**
 * Fails a stream of Hono with the error that its callback threw. Without it Hono logs the error and ends the stream, as
 * if it were complete. A handler that is wrapped with `wrapStreamHandler` then ends with the fault.
 *
 * @see https://hono.dev/docs/helpers/streaming#error-handling
 * @example
 * app.get("/export", (c) => stream(c, (out) => writeRows(out), failStream));
 * export const handler = wrapStreamHandler(streamHandle(app), { throws: Orders });
 */
export async function failStream(error: Error, stream: HonoStream): Promise<void> {
  const failing = { pipeTo: (sink: WritableStream) => sink.abort(error) };
  // Hono calls only this method of a body, with the stream that it otherwise keeps to itself.
  await stream.pipe(failing as ReadableStream);
}
