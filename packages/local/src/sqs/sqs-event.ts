import type { SqsMessageAttribute } from "./message.ts";
import type { ReceivedMessage } from "./queue.ts";

/**
 * The event of a batch of messages, its members in the order that was recorded.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event
 */
export function sqsEvent(batch: readonly ReceivedMessage[], queueArn: string): string {
  return JSON.stringify({ Records: batch.map((message) => recordOf(message, queueArn)) });
}

function recordOf(message: ReceivedMessage, queueArn: string): Record<string, unknown> {
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

function attributeOf([name, { DataType, StringValue }]: [string, SqsMessageAttribute]): [string, unknown] {
  return [name, { stringValue: StringValue, stringListValues: [], binaryListValues: [], dataType: DataType }];
}
