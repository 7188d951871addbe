import type { VirtualClock } from "../virtual-clock.ts";
import type { QueueEntry } from "./queue-entry.ts";
import type { QueueSettings } from "./queue-settings.ts";

/** The numbers of messages in a queue. */
export interface MessageCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** The messages of a queue: which of them can be received now, and which are still kept. */
export class QueueMessages {
  readonly #clock: VirtualClock;
  #entries: QueueEntry[] = [];

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get counts(): MessageCounts {
    const hidden = this.#entries.filter(({ visibleAt }) => visibleAt > this.#now);
    const inFlight = hidden.filter(({ receiptHandle }) => receiptHandle !== undefined).length;
    return { visible: this.#entries.length - hidden.length, inFlight, delayed: hidden.length - inFlight };
  }

  /** When the next message can be received that now cannot. */
  get nextVisibleAt(): number | undefined {
    const later = this.#entries.filter(({ visibleAt }) => visibleAt > this.#now);
    const next = later.reduce((least, { visibleAt }) => Math.min(least, visibleAt), Infinity);
    return next === Infinity ? undefined : next;
  }

  /** Drops messages whose retention period is over, and returns the others. */
  kept({ messageRetentionPeriod }: QueueSettings): readonly QueueEntry[] {
    const oldest = this.#now - messageRetentionPeriod * 1000;
    this.#entries = this.#entries.filter(({ sentAt }) => sentAt > oldest);
    return this.#entries;
  }

  /** Takes messages that can be received, in order; `take` returns whether it has taken one. */
  receive(most: number, settings: QueueSettings, take: (entry: QueueEntry) => boolean): void {
    let count = 0;
    const blockedGroups = new Set<string | undefined>();
    for (const entry of this.kept(settings)) {
      if (count === most) break;
      const group = settings.isFifo ? entry.system.MessageGroupId : undefined;
      if (entry.visibleAt > this.#now) {
        // The next of a group waits until the one before it is deleted.
        if (group !== undefined) blockedGroups.add(group);
      } else if (!blockedGroups.has(group) && take(entry)) count += 1;
    }
  }

  add(entry: QueueEntry): void {
    this.#entries.push(entry);
  }

  delete(messageId: string): void {
    this.#entries = this.#entries.filter((entry) => entry.messageId !== messageId);
  }

  clear(): void {
    this.#entries = [];
  }

  get #now(): number {
    return this.#clock.now.getTime();
  }
}
