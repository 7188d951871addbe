import { md5, md5OfAttributes, type SqsMessage, type SqsMessageAttribute } from "./message.ts";

/** A message and what its queue knows of it; times in milliseconds as of the virtual clock. */
export interface QueueEntry {
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, SqsMessageAttribute>>;
  readonly sentAt: number;
  /** The attributes that senders, FIFO queues and dead-letter queues add. */
  readonly system: Readonly<Record<string, string>>;
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
  /** That of the last receipt; there is none before the first. */
  receiptHandle: string | undefined;
}

/** The message as it can be seen from outside. */
export function messageOf(entry: QueueEntry): SqsMessage {
  const digest = md5OfAttributes(entry.attributes);
  return {
    MessageId: entry.messageId,
    MD5OfBody: md5(entry.body),
    Body: entry.body,
    Attributes: {
      ApproximateReceiveCount: String(entry.receiveCount),
      SentTimestamp: String(entry.sentAt),
      SenderId: "local",
      ...entry.system,
      ...(entry.firstReceivedAt !== undefined && {
        ApproximateFirstReceiveTimestamp: String(entry.firstReceivedAt),
      }),
    },
    ...(digest !== undefined && { MD5OfMessageAttributes: digest, MessageAttributes: entry.attributes }),
  };
}
