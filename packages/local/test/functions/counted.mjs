/** Answers a request of an API, or a batch, and fails where the event says so. */
export const handler = async (event) => {
  const script = JSON.parse(event.body ?? event.Records?.[0].body ?? JSON.stringify(event));
  if (script.throw) throw new Error(script.throw);
  return event.Records ? {} : { statusCode: 201, body: JSON.stringify({ charged: script.id }) };
};
