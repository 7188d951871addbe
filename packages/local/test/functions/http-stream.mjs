/** Answers a request with a stream, as its body says. */
export const handler = awslambda.streamifyResponse(async ({ body }, stream) => {
  const script = JSON.parse(body ?? "{}");
  if (script.type) stream.setContentType(script.type);
  const response = script.prelude ? awslambda.HttpResponseStream.from(stream, script.prelude) : stream;
  for (const step of script.steps ?? []) {
    if (step.write !== undefined) response.write(step.write);
    if (step.waitFor) await fetch(step.waitFor);
    if (step.throw) throw new Error(step.throw);
    if (step.exit !== undefined) process.exit(step.exit);
    if (step.hang) await new Promise((resolve) => setTimeout(resolve, step.hang));
  }
  response.end();
});
