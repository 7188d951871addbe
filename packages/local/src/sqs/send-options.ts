import { checkMembers, describe } from "../config/check.ts";
import type { SqsMessageAttribute } from "./message.ts";

/** The options of SQS's SendMessage, besides the body. */
export interface SendOptions {
  /**
   * Seconds until the message can be received, at most 900.
   *
   * @default the queue's
   */
  readonly delaySeconds?: number;
  readonly messageAttributes?: Readonly<Record<string, SqsMessageAttribute>>;
  /** The group whose order a FIFO queue keeps; required there. */
  readonly messageGroupId?: string;
  /**
   * A FIFO queue accepts a message with the same id once in five minutes.
   *
   * @default a digest of the body, where the queue has `contentBasedDeduplication`
   */
  readonly messageDeduplicationId?: string;
  /** The tracing header of the sender: the message's attribute `AWSTraceHeader`. */
  readonly traceHeader?: string;
}

const MEMBERS: Record<keyof SendOptions, true> = {
  delaySeconds: true,
  messageAttributes: true,
  messageGroupId: true,
  messageDeduplicationId: true,
  traceHeader: true,
};

/**
 * Checks what a test gives to a queue, before SQS's own rules.
 *
 * @throws TypeError naming what is wrong and what to do.
 */
export function checkSend(where: string, body: unknown, options: SendOptions): void {
  if (typeof body !== "string")
    throw new TypeError(`${where}: a message is a text, as of JSON.stringify; it is ${describe(body)}`);
  checkMembers(`${where}: options`, options, MEMBERS);
}

/** The result of sending a message. */
export interface SentMessage {
  readonly messageId: string;
  /** The number that a FIFO queue gives. */
  readonly sequenceNumber?: string;
}
