import { createHash } from "node:crypto";

/** An attribute of a message, as SQS's SendMessage takes it: a value is text, or bytes where the type is `Binary`. */
export interface SqsMessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  readonly BinaryValue?: Uint8Array;
}

/** A message as it lies in a queue, in the shape of SQS's ReceiveMessage. */
export interface SqsMessage {
  readonly MessageId: string;
  readonly MD5OfBody: string;
  readonly Body: string;
  /** `ApproximateReceiveCount`, `SentTimestamp` and the others that apply, all as text. */
  readonly Attributes: Readonly<Record<string, string>>;
  readonly MD5OfMessageAttributes?: string;
  readonly MessageAttributes?: Readonly<Record<string, SqsMessageAttribute>>;
}

/** A message that was received and is to be deleted, or it comes back. */
export interface ReceivedMessage extends SqsMessage {
  readonly ReceiptHandle: string;
}

/** Computes an MD5 digest in hexadecimal. */
export function md5(data: string | Buffer): string {
  return createHash("md5").update(data).digest("hex");
}

/**
 * Computes the digest of a message's attributes; undefined without attributes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 */
export function md5OfAttributes(
  attributes: Readonly<Record<string, SqsMessageAttribute>>,
): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { DataType = "", StringValue = "", BinaryValue } = attributes[name] ?? {};
    const value = BinaryValue === undefined ? sized(StringValue) : sized(BinaryValue);
    return [sized(name), sized(DataType), BinaryValue === undefined ? TEXT : BINARY, value];
  });
  return md5(Buffer.concat(parts));
}

/** Strings and numbers are sent as text. */
const TEXT = Buffer.from([1]);
const BINARY = Buffer.from([2]);

function sized(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
}
