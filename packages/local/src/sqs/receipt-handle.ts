import { randomUUID } from "node:crypto";
import { SqsError } from "./sqs-error.ts";

const SEPARATOR = " ";

/** Makes the handle of one receipt of a message. */
export function newReceiptHandle(queueArn: string, messageId: string): string {
  return Buffer.from([randomUUID(), queueArn, messageId].join(SEPARATOR)).toString("base64");
}

/**
 * Reads the id of the message that a handle is for.
 *
 * @throws SqsError where it is not a handle of this queue.
 */
export function messageIdIn(receiptHandle: string, queueArn: string): string {
  const [, arn, messageId] = Buffer.from(receiptHandle, "base64").toString("utf8").split(SEPARATOR);
  if (arn === queueArn && messageId !== undefined) return messageId;
  throw new SqsError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${receiptHandle}" is not a valid receipt handle.`,
  );
}
