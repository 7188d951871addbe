export const handler = async () => ({ statusCode: 200, body: "x".repeat(Number(process.env.BODY_BYTES)) });
