import { randomUUID } from "node:crypto";
import type { Account } from "../config/account.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import { checkMessage } from "./check-message.ts";
import { Deduplication, deduplicationId, deduplicationKey } from "./deduplication.ts";
import type { ReceivedMessage, SqsMessage } from "./message.ts";
import { messageOf, newEntry, type QueueEntry } from "./queue-entry.ts";
import { type MessageCounts, QueueMessages } from "./queue-messages.ts";
import type { QueueSettings } from "./queue-settings.ts";
import { messageIdIn, newReceiptHandle } from "./receipt-handle.ts";
import { checkSend, type SendOptions, type SentMessage } from "./send-options.ts";
import { invalidValue, SqsError } from "./sqs-error.ts";

/** A queue, as tests use it. */
export interface Queue {
  /** The URL, as clients of SQS use it. */
  readonly url: string;
  /** The messages in the queue, received or not, first to last. Reading does not receive them. */
  readonly messages: readonly SqsMessage[];
  /**
   * Sends a message and returns its id.
   *
   * @throws TypeError where SQS would refuse it.
   */
  send(body: string, options?: SendOptions): string;
}

/** The service that a queue is part of. */
export interface QueueService {
  readonly account: Account;
  readonly clock: VirtualClock;
  readonly endpoint: string;
  /** Finds another queue of the service. */
  readonly find: (name: string) => LocalQueue | undefined;
}

/** "12 hours, from the time that Amazon SQS receives the ReceiveMessage request." */
const LONGEST_VISIBILITY_MS = 43_200_000;

/**
 * An SQS queue on the virtual clock.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
export class LocalQueue implements Queue {
  readonly name: string;
  readonly arn: string;
  readonly url: string;
  readonly createdAt: number;
  readonly tags = new Map<string, string>();
  purgedAt: number | undefined;
  #settings: QueueSettings;
  #modifiedAt: number;
  readonly #service: QueueService;
  readonly #listeners = new Set<() => void>();
  readonly #deduplication = new Deduplication();
  readonly #messages: QueueMessages;
  #sequenceNumber = 18_849_496_460_467_696_128n;

  constructor(name: string, settings: QueueSettings, service: QueueService) {
    const { region, accountId } = service.account;
    this.name = name;
    this.arn = `arn:aws:sqs:${region}:${accountId}:${name}`;
    this.url = `${service.endpoint}/${accountId}/${name}`;
    this.#settings = settings;
    this.#service = service;
    this.#messages = new QueueMessages(service.clock);
    this.createdAt = this.#now;
    this.#modifiedAt = this.#now;
  }

  get settings(): QueueSettings {
    return this.#settings;
  }

  set settings(settings: QueueSettings) {
    this.#settings = settings;
    this.#modifiedAt = this.#now;
  }

  get modifiedAt(): number {
    return this.#modifiedAt;
  }

  get messages(): readonly SqsMessage[] {
    return this.#kept().map(messageOf);
  }

  get counts(): MessageCounts {
    this.#kept();
    return this.#messages.counts;
  }

  /** When the next message can be received that now cannot. */
  get nextVisibleAt(): number | undefined {
    return this.#messages.nextVisibleAt;
  }

  /** Calls a listener when a message has come, until the returned function is called. */
  onMessage(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  send(body: string, options: SendOptions = {}): string {
    checkSend(`queue ${this.name}`, body, options);
    try {
      return this.accept(body, options).messageId;
    } catch (refusal) {
      if (refusal instanceof SqsError) throw new TypeError(`queue ${this.name}: ${refusal.message}`);
      throw refusal;
    }
  }

  /**
   * Takes a message from a sender, unless a FIFO queue has had it already.
   *
   * @throws SqsError where it is refused.
   */
  accept(body: string, options: SendOptions): SentMessage {
    checkMessage({ body, options }, this.#settings);
    return this.enter(body, options);
  }

  /** Takes a message without a check. */
  enter(body: string, options: SendOptions = {}): SentMessage {
    const { isFifo } = this.#settings;
    const id = isFifo ? deduplicationId(body, options) : "";
    const key = deduplicationKey(id, options.messageGroupId, this.#settings);
    const first = isFifo ? this.#deduplication.find(key, this.#now) : undefined;
    if (first !== undefined) return first;
    const messageId = randomUUID();
    const message = { messageId, body, options, settings: this.#settings, now: this.#now };
    if (!isFifo) {
      this.take(newEntry(message));
      return { messageId };
    }
    this.#sequenceNumber += 256n;
    const sequenceNumber = String(this.#sequenceNumber);
    const fifo = { SequenceNumber: sequenceNumber, MessageDeduplicationId: id };
    this.take(newEntry({ ...message, fifo }));
    this.#deduplication.add(key, { messageId, sequenceNumber }, this.#now);
    return { messageId, sequenceNumber };
  }

  /** Receives a batch: its messages are hidden until they are deleted or their time is over. */
  receive(most: number, visibilityTimeout = this.#settings.visibilityTimeout): readonly ReceivedMessage[] {
    const batch: ReceivedMessage[] = [];
    this.#messages.receive(most, this.#settings, (entry) => {
      if (this.#redrive(entry)) return false;
      const receiptHandle = newReceiptHandle(this.arn, entry.messageId);
      entry.receiveCount += 1;
      entry.firstReceivedAt ??= this.#now;
      entry.visibleAt = this.#now + visibilityTimeout * 1000;
      entry.receiptHandle = receiptHandle;
      batch.push({ ...messageOf(entry), ReceiptHandle: receiptHandle });
      return true;
    });
    return batch;
  }

  delete(messageId: string): void {
    this.#messages.delete(messageId);
  }

  /**
   * Deletes the message of a receipt. An older handle than the last leaves the message, and is not an error.
   *
   * @throws SqsError where the handle is not one of this queue, or of a FIFO queue has expired.
   */
  deleteReceived(receiptHandle: string): void {
    const entry = this.#received(receiptHandle);
    if (entry === undefined) return;
    if (this.#settings.isFifo && entry.visibleAt <= this.#now)
      throw invalidValue("ReceiptHandle", receiptHandle, "The receipt handle has expired.");
    this.delete(entry.messageId);
  }

  /**
   * Hides a received message for so many seconds from now.
   *
   * @throws SqsError where the handle is not one of a message, or the time is too long.
   */
  changeVisibility(receiptHandle: string, seconds: number): void {
    const entry = this.#received(receiptHandle);
    if (entry === undefined)
      throw invalidValue(
        "ReceiptHandle",
        receiptHandle,
        "Message does not exist or is not available for visibility timeout change.",
      );
    const visibleAt = this.#now + seconds * 1000;
    if (visibleAt > (entry.firstReceivedAt ?? this.#now) + LONGEST_VISIBILITY_MS)
      throw invalidValue(
        "VisibilityTimeout",
        seconds,
        "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
      );
    entry.visibleAt = visibleAt;
    this.#announce();
  }

  /** Removes all messages. */
  purge(): void {
    this.#messages.clear();
  }

  /** Empties the queue, also of what it knows of messages that it had. */
  forget(): void {
    this.purge();
    this.purgedAt = undefined;
    this.#deduplication.forget();
  }

  /** Puts a message in, as it comes from a sender or from another queue. */
  take(entry: QueueEntry): void {
    this.#messages.add(entry);
    this.#announce();
  }

  /** Moves a message to the dead-letter queue. */
  giveUp(messageId: string): void {
    const entry = this.#kept().find((each) => each.messageId === messageId);
    if (entry !== undefined) this.#moveToDeadLetters(entry);
  }

  /** Moves a message to the dead-letter queue if it was received too often, and returns whether it did. */
  #redrive(entry: QueueEntry): boolean {
    const { redrivePolicy } = this.#settings;
    if (redrivePolicy === undefined || entry.receiveCount < redrivePolicy.maxReceiveCount) return false;
    this.#moveToDeadLetters(entry);
    return true;
  }

  #moveToDeadLetters(entry: QueueEntry): void {
    const { redrivePolicy, isFifo } = this.#settings;
    this.delete(entry.messageId);
    const system = { ...entry.system, DeadLetterQueueSourceArn: this.arn };
    const moved = { ...entry, system, visibleAt: this.#now, receiptHandle: undefined };
    // In a standard queue the retention period goes on from when the message was first sent.
    const sentAt = isFifo ? this.#now : entry.sentAt;
    this.#service.find(redrivePolicy?.deadLetterQueue ?? "")?.take({ ...moved, sentAt });
  }

  /** The message of the last receipt with this handle, where it is still there. */
  #received(receiptHandle: string): QueueEntry | undefined {
    const messageId = messageIdIn(receiptHandle, this.arn);
    return this.#kept().find(
      (entry) => entry.messageId === messageId && entry.receiptHandle === receiptHandle,
    );
  }

  #kept(): readonly QueueEntry[] {
    return this.#messages.kept(this.#settings);
  }

  #announce(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  get #now(): number {
    return this.#service.clock.now.getTime();
  }
}
