/** Answers with what the body of the request says. */
export const handler = async ({ body }) => JSON.parse(body);
