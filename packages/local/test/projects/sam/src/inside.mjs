export const handler = async ({ Records = [], requestContext }) => {
  console.log(`${Records.length} records`);
  return { statusCode: 200, body: JSON.stringify({ authorizer: requestContext?.authorizer ?? null }) };
};
