import type { ReceivedMessage, SqsMessageAttribute } from "./message.ts";

/**
 * Makes the record of a message, its members in the order that was recorded.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event
 */
export function sqsRecord(message: ReceivedMessage, queueArn: string): Record<string, unknown> {
  const { MessageAttributes = {} } = message;
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(Object.entries(MessageAttributes).map(attributeOf)),
    md5OfMessageAttributes: message.MD5OfMessageAttributes,
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(":")[3],
  };
}

function attributeOf([name, { DataType, StringValue, BinaryValue }]: [string, SqsMessageAttribute]): [
  string,
  unknown,
] {
  const value =
    BinaryValue === undefined
      ? { stringValue: StringValue }
      : { binaryValue: Buffer.from(BinaryValue).toString("base64") };
  return [name, { ...value, stringListValues: [], binaryListValues: [], dataType: DataType }];
}
