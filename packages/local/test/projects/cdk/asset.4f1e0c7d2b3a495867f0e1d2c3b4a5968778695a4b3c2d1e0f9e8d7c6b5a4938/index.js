exports.handler = async (event, context) => ({
  statusCode: 200,
  body: JSON.stringify({
    id: event.pathParameters?.id,
    queue: process.env.QUEUE_URL,
    arn: context.invokedFunctionArn,
  }),
});
