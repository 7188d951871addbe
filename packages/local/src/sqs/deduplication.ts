import { createHash } from "node:crypto";
import type { QueueSettings } from "./queue-settings.ts";
import type { SendOptions } from "./send-options.ts";

const INTERVAL_MS = 5 * 60 * 1000;

/** A message that was accepted. */
interface Accepted {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

/**
 * The messages that a FIFO queue has accepted in the last five minutes.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export class Deduplication {
  readonly #recent = new Map<string, Accepted & { readonly until: number }>();

  /** Finds the message that was sent with the same id before. */
  find(key: string, now: number): Accepted | undefined {
    const first = this.#recent.get(key);
    return first !== undefined && now < first.until ? first : undefined;
  }

  add(key: string, accepted: Accepted, now: number): void {
    this.#recent.set(key, { ...accepted, until: now + INTERVAL_MS });
  }

  forget(): void {
    this.#recent.clear();
  }
}

/** The deduplication id of a message: the sender's, or a digest of the body. */
export function deduplicationId(body: string, { messageDeduplicationId }: SendOptions): string {
  return messageDeduplicationId ?? createHash("sha256").update(body).digest("hex");
}

/** The key under which a message counts as the same: in the whole queue, or in its group. */
export function deduplicationKey(
  id: string,
  messageGroupId: string | undefined,
  { deduplicationScope }: QueueSettings,
): string {
  return deduplicationScope === "messageGroup" ? `${messageGroupId} ${id}` : id;
}
