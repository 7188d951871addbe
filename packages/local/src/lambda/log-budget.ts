import type { InvocationLog } from "./invocation-log.ts";

/** The logs that a service keeps whole, together. */
const WHOLE_BYTES = 64 * 1024 * 1024;
/** The end that is kept of each older one. */
const KEPT_BYTES = 4096;

/** The memory that the logs of one service may have: beyond it the oldest keep only their end. */
export class LogBudget {
  #whole: InvocationLog[] = [];
  #size = 0;

  add(log: InvocationLog): void {
    this.#whole.push(log);
    this.#size += log.size;
    while (this.#size > WHOLE_BYTES && this.#whole.length > 1) this.#shortenOldest();
  }

  /** Forgets all logs; nothing else keeps them. */
  forget(): void {
    this.#whole = [];
    this.#size = 0;
  }

  #shortenOldest(): void {
    const oldest = this.#whole.shift();
    if (oldest === undefined) return;
    this.#size -= oldest.size;
    oldest.shorten(KEPT_BYTES);
  }
}
