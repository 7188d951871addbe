/** Streams what the event says. */
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  for (const text of event.write ?? []) {
    stream.write(text);
    // Each text is a chunk of its own.
    if (event.waitFor) await fetch(event.waitFor);
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (let count = 0; count < (event.megabytes ?? 0); count += 1) stream.write("x".repeat(1024 * 1024));
  if (event.sleep) await new Promise((resolve) => setTimeout(resolve, event.sleep));
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.throw) throw new TypeError(event.throw);
  stream.end();
});
