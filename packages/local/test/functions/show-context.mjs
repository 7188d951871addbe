export const handler = async (_event, context) => ({ environment: process.env, cwd: process.cwd(), context });
