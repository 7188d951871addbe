import { md5, md5OfAttributes, type SqsMessage, type SqsMessageAttribute } from "./message.ts";
import type { QueueSettings } from "./queue-settings.ts";
import type { SendOptions } from "./send-options.ts";

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
  /** That of the last receipt; undefined before the first. */
  receiptHandle: string | undefined;
}

/** A message that enters a queue. */
interface NewMessage {
  readonly messageId: string;
  readonly body: string;
  readonly options: SendOptions;
  readonly settings: QueueSettings;
  /** Milliseconds as of the virtual clock. */
  readonly now: number;
  /** The attributes that a FIFO queue adds. */
  readonly fifo?: Readonly<Record<string, string>>;
}

/** Makes the entry of a message that is sent. */
export function newEntry({ messageId, body, options, settings, now, fifo = {} }: NewMessage): QueueEntry {
  const { messageGroupId, traceHeader } = options;
  const delaySeconds = settings.isFifo
    ? settings.delaySeconds
    : (options.delaySeconds ?? settings.delaySeconds);
  return {
    messageId,
    body,
    attributes: options.messageAttributes ?? {},
    sentAt: now,
    system: {
      ...fifo,
      // A standard queue takes a group too, and keeps no order by it.
      ...(messageGroupId !== undefined && { MessageGroupId: messageGroupId }),
      ...(traceHeader !== undefined && { AWSTraceHeader: traceHeader }),
    },
    visibleAt: now + delaySeconds * 1000,
    receiveCount: 0,
    firstReceivedAt: undefined,
    receiptHandle: undefined,
  };
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
