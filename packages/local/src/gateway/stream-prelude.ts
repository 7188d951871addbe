/** A stream that begins with metadata, taken apart. */
export interface PreludedStream {
  /** The metadata, which should be JSON. */
  readonly prelude: string;
  readonly body: AsyncIterable<Buffer>;
}

/** Eight zero bytes between the metadata and the body. */
const DELIMITER = Buffer.alloc(8);

/**
 * Takes a stream apart at its first eight zero bytes, as soon as they have come.
 *
 * @param limit the number of bytes within which they must come.
 * @returns undefined for a stream without them.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 */
export async function takePrelude(
  stream: AsyncIterable<Buffer>,
  limit: number = Number.POSITIVE_INFINITY,
): Promise<PreludedStream | undefined> {
  const chunks = stream[Symbol.asyncIterator]();
  let read = Buffer.alloc(0);
  for (;;) {
    const end = read.subarray(0, limit).indexOf(DELIMITER);
    if (end !== -1) {
      const rest = read.subarray(end + DELIMITER.length);
      return { prelude: read.toString("utf8", 0, end), body: continued(rest, chunks) };
    }
    const next = read.length < limit ? await chunks.next() : { done: true as const };
    if (next.done) return undefined;
    read = Buffer.concat([read, next.value]);
  }
}

async function* continued(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (first.length > 0) yield first;
  yield* { [Symbol.asyncIterator]: () => chunks };
}
