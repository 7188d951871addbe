/** Answers with what the header X-Answer says, and else with its event and context, in a form that every front takes. */
export const handler = async (event, context) => {
  const { headers, multiValueHeaders } = event;
  const answer = headers?.["x-answer"] ?? multiValueHeaders?.["x-answer"]?.[0];
  if (answer !== undefined) return JSON.parse(answer);
  const { awsRequestId: requestId, invokedFunctionArn: arn, functionVersion: version } = context;
  return {
    statusCode: 200,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ event, requestId, arn, version, region: process.env.AWS_REGION }),
  };
};
