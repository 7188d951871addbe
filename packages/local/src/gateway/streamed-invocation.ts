import { Readable } from "node:stream";
import {
  type ApiInvocation,
  type IntegrationResult,
  invokeForApi,
  isAnswer,
  type RouteTarget,
} from "./integration.ts";

/** An answer that a function streams, from its first byte on. */
export interface StreamedAnswer {
  /** The type that the runtime gave the stream. */
  readonly contentType: string;
  /** Throws {@link StreamCut} where the function fails, or takes too long, before it has ended the stream. */
  readonly body: AsyncIterable<Buffer>;
}

/** Whether a function streams its answer. */
export function isStreamed(answer: StreamedAnswer | IntegrationResult): answer is StreamedAnswer {
  return typeof answer === "object" && "contentType" in answer;
}

/** The end of a stream that its function did not end. */
export class StreamCut extends Error {
  override readonly name = "StreamCut";
}

/**
 * Invokes a function for an API that streams. Resolves with the first byte of a stream, or with the result of a function
 * that failed before it or does not stream.
 */
export function streamForApi(
  route: RouteTarget,
  invocation: Omit<ApiInvocation, "onChunk">,
  timeoutMs: number,
): Promise<StreamedAnswer | IntegrationResult> {
  const chunks = new Readable({ read: () => undefined });
  let isOver = false;
  let type: string | undefined;
  let start: (answer: StreamedAnswer) => void;
  const started = new Promise<StreamedAnswer>((resolve) => {
    start = resolve;
  });
  const onChunk = (chunk: Buffer, contentType: string) => {
    type = contentType;
    if (isOver) return;
    chunks.push(chunk);
    if (chunk.length > 0) start({ contentType, body: bodyOf(chunks, result) });
  };
  const result = invokeForApi(route, { ...invocation, onChunk }, timeoutMs);
  const end = () => {
    isOver = true;
    chunks.push(null);
  };
  result.then(end, end);
  const ended = result.then((integration) =>
    type === undefined || isFailure(integration)
      ? integration
      : { contentType: type, body: bodyOf(chunks, result) },
  );
  return Promise.race([started, ended]);
}

async function* bodyOf(chunks: Readable, result: Promise<IntegrationResult>): AsyncGenerator<Buffer> {
  yield* chunks;
  if (isFailure(await result)) throw new StreamCut("the function did not end its stream");
}

function isFailure(integration: IntegrationResult): boolean {
  return !isAnswer(integration) || integration.failed;
}
