/*
 * The seed's functions call back, which the runtime of Node.js 24 refuses; these throw what those call back with. That
 * posts the same errorType and errorMessage.
 */

export const malformed = async () => {
  throw new Error("Malformed input ...");
};

export const custom = async (_event, context) => {
  const myErrorObj = {
    errorType: "InternalServerError",
    httpStatus: 500,
    requestId: context.awsRequestId,
    trace: { function: "abc()", line: 123, file: "abc.js" },
  };
  throw JSON.stringify(myErrorObj);
};

export const typed = async () => ({
  isBase64Encoded: false,
  statusCode: 400,
  headers: { "X-Amzn-ErrorType": "InvalidParameterException" },
  body: '{"message":"no such parameter"}',
});
