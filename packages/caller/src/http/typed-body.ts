import { readFramed } from "./framed-chunks.ts";
import type { StreamContext } from "./stream-context.ts";

/**
 * Makes a response whose body is the same until the frame at its end, and fails with the fault there. Nothing is read
 * that is not asked for; cancelling the body cancels the response.
 */
export function withTypedBody(response: Response, context: StreamContext): Response {
  const { body } = response;
  // The body of node-fetch is a stream of Node.js.
  if (!body?.getReader || body.locked) return response;
  const reader = body.getReader();
  const chunks = readFramed({ getReader: () => reader }, context);
  const typed = new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        // Bytes of a response are never in shared memory.
        else controller.enqueue(value as Uint8Array<ArrayBuffer>);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return keepOrigin(new Response(typed, { status, statusText, headers }), response);
}

/** Gives a response what `fetch` alone can set. */
function keepOrigin(made: Response, { url, redirected, type }: Response): Response {
  const clone = made.clone.bind(made);
  return Object.defineProperties(made, {
    url: { value: url },
    redirected: { value: redirected },
    type: { value: type },
    clone: { value: () => keepOrigin(clone(), made) },
  });
}
