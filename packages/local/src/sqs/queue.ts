import { createHash, randomUUID } from "node:crypto";
import type { Account } from "../config/account.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import type { SqsMessage, SqsMessageAttribute } from "./message.ts";
import type { QueueConfig } from "./queue-config.ts";
import { messageOf, type QueueEntry } from "./queue-entry.ts";

/** The options of SQS's SendMessage, besides the body. */
export interface SendOptions {
  /** Seconds until the message can be received. */
  readonly delaySeconds?: number;
  readonly messageAttributes?: Readonly<Record<string, SqsMessageAttribute>>;
  /** The group whose order a FIFO queue keeps; required there. */
  readonly messageGroupId?: string;
  /**
   * A FIFO queue accepts a message with the same id once in five minutes.
   *
   * @default a digest of the body
   */
  readonly messageDeduplicationId?: string;
}

/** A queue, as tests use it. */
export interface Queue {
  /** The messages in the queue, received or not, first to last. Reading does not receive them. */
  readonly messages: readonly SqsMessage[];
  /**
   * Sends a message and returns its id.
   *
   * @throws TypeError where SQS would refuse it.
   */
  send(body: string, options?: SendOptions): string;
}

/** A message that was received and is to be deleted, or it comes back. */
export interface ReceivedMessage extends SqsMessage {
  readonly ReceiptHandle: string;
}

/** The service that a queue is part of. */
interface QueueService {
  readonly account: Account;
  readonly clock: VirtualClock;
}

const DEDUPLICATION_MS = 5 * 60 * 1000;

/**
 * An SQS queue on the virtual clock.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export class LocalQueue implements Queue {
  readonly arn: string;
  /** Called when a message has come. */
  onMessage: () => void = () => {};
  /** The queue for messages that were received too often. */
  deadLetterQueue: LocalQueue | undefined;
  readonly #name: string;
  readonly #config: QueueConfig;
  readonly #clock: VirtualClock;
  #entries: QueueEntry[] = [];
  /** Ids of messages by deduplication id, with the time until which they count. */
  #recent = new Map<string, { readonly messageId: string; readonly until: number }>();
  #sequenceNumber = 18_849_496_460_467_696_128n;

  constructor(name: string, config: QueueConfig, { account, clock }: QueueService) {
    this.arn = `arn:aws:sqs:${account.region}:${account.accountId}:${name}`;
    this.#name = name;
    this.#config = config;
    this.#clock = clock;
  }

  get messages(): readonly SqsMessage[] {
    return this.#entries.map(messageOf);
  }

  /** When the next message can be received that now cannot. */
  get nextVisibleAt(): number | undefined {
    const later = this.#entries.filter(({ visibleAt }) => visibleAt > this.#now);
    const next = later.reduce((least, { visibleAt }) => Math.min(least, visibleAt), Infinity);
    return next === Infinity ? undefined : next;
  }

  send(body: string, options: SendOptions = {}): string {
    const { delaySeconds = 0, messageAttributes = {} } = options;
    const system = this.#isFifo ? this.#fifoAttributes(body, options) : groupAttribute(options);
    const messageId = randomUUID();
    const first = this.#firstOf(messageId, system.MessageDeduplicationId);
    if (first !== messageId) return first;
    this.take({
      messageId,
      body,
      attributes: messageAttributes,
      sentAt: this.#now,
      system,
      visibleAt: this.#now + delaySeconds * 1000,
      receiveCount: 0,
      firstReceivedAt: undefined,
    });
    return messageId;
  }

  /** Receives a batch: its messages are hidden until they are deleted or the visibility time-out is over. */
  receive(most: number): readonly ReceivedMessage[] {
    const { visibilityTimeout = 30 } = this.#config;
    const batch: ReceivedMessage[] = [];
    const blockedGroups = new Set<string | undefined>();
    for (const entry of [...this.#entries]) {
      if (batch.length === most) break;
      const group = this.#isFifo ? entry.system.MessageGroupId : undefined;
      if (entry.visibleAt > this.#now) {
        // The next of a group waits until the one before it is deleted.
        if (group !== undefined) blockedGroups.add(group);
      } else if (!blockedGroups.has(group) && !this.#redrive(entry)) {
        entry.receiveCount += 1;
        entry.firstReceivedAt ??= this.#now;
        entry.visibleAt = this.#now + visibilityTimeout * 1000;
        batch.push({ ...messageOf(entry), ReceiptHandle: randomUUID() });
      }
    }
    return batch;
  }

  delete(messageId: string): void {
    this.#entries = this.#entries.filter((entry) => entry.messageId !== messageId);
  }

  /** Empties the queue, also of what it knows of messages that it had. */
  forget(): void {
    this.#entries = [];
    this.#recent.clear();
  }

  /** Puts a message in, as it comes from a sender or from another queue. */
  take(entry: QueueEntry): void {
    this.#entries.push(entry);
    this.onMessage();
  }

  /** Moves a message to the dead-letter queue if it was received too often, and returns whether it did. */
  #redrive(entry: QueueEntry): boolean {
    const { redrivePolicy } = this.#config;
    if (redrivePolicy === undefined || entry.receiveCount < redrivePolicy.maxReceiveCount) return false;
    this.delete(entry.messageId);
    const system = { ...entry.system, DeadLetterQueueSourceArn: this.arn };
    this.deadLetterQueue?.take({ ...entry, system, visibleAt: this.#now });
    return true;
  }

  #fifoAttributes(body: string, options: SendOptions): Record<string, string> {
    const { messageGroupId, delaySeconds = 0 } = options;
    if (messageGroupId === undefined)
      throw new TypeError(`queue ${this.#name}: a FIFO queue needs a messageGroupId with each message`);
    if (delaySeconds !== 0)
      throw new TypeError(`queue ${this.#name}: a FIFO queue takes no delaySeconds with a message`);
    this.#sequenceNumber += 256n;
    return {
      SequenceNumber: String(this.#sequenceNumber),
      MessageGroupId: messageGroupId,
      MessageDeduplicationId:
        options.messageDeduplicationId ?? createHash("sha256").update(body).digest("hex"),
    };
  }

  /** The id of the message that was sent with a deduplication id before, or else of this one. */
  #firstOf(messageId: string, deduplicationId: string | undefined): string {
    if (deduplicationId === undefined) return messageId;
    const first = this.#recent.get(deduplicationId);
    if (first !== undefined && this.#now < first.until) return first.messageId;
    this.#recent.set(deduplicationId, { messageId, until: this.#now + DEDUPLICATION_MS });
    return messageId;
  }

  get #isFifo(): boolean {
    return this.#name.endsWith(".fifo");
  }

  get #now(): number {
    return this.#clock.now.getTime();
  }
}

/** A standard queue takes a group too, and keeps no order by it. */
function groupAttribute({ messageGroupId }: SendOptions): Record<string, string> {
  return messageGroupId === undefined ? {} : { MessageGroupId: messageGroupId };
}
