exports.handler = async (event) => ({
  statusCode: 200,
  body: JSON.stringify({ version: event.version ?? "alb", api: process.env.API }),
});
