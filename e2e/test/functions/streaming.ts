import type { Writable } from "node:stream";

/** The object that the runtime puts into the global scope. */
declare const awslambda: {
  streamifyResponse(
    handler: (event: { readonly throw?: string }, stream: Writable) => Promise<void>,
  ): unknown;
};

export const handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write("one ");
  // A chunk of its own.
  await new Promise((resolve) => setTimeout(resolve, 20));
  if (event.throw !== undefined) throw Object.assign(new Error("half-way"), { name: event.throw });
  stream.end("two");
});
