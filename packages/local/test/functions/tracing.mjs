/** Returns what the function knows of its trace, and the header of its event. */
export const handler = async (event, context) => {
  const environment = process.env._X_AMZN_TRACE_ID;
  if (event.headers === undefined) return { environment, context: context.xRayTraceId };
  const header = event.headers["x-amzn-trace-id"] ?? event.headers["X-Amzn-Trace-Id"];
  return { statusCode: 200, body: JSON.stringify({ environment, header }) };
};
