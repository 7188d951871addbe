/** An event in the history of an execution, with its details under the name that the API gives them. */
export interface HistoryEvent {
  /** Seconds. */
  readonly timestamp: number;
  readonly type: string;
  readonly id: number;
  readonly previousEventId: number;
  readonly [details: string]: unknown;
}

/** An event that is about to be recorded. */
export interface NewEvent {
  /** `TaskFailed` */
  readonly type: string;
  /** `{ taskFailedEventDetails: { error, cause } }` */
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * The history of an execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
 */
export class History {
  readonly #events: HistoryEvent[] = [];

  get events(): readonly HistoryEvent[] {
    return this.#events;
  }

  /** Records an event that follows another of the same branch; returns its id. */
  add({ type, details }: NewEvent, at: { readonly now: Date; readonly previous: number }): number {
    const id = this.#events.length + 1;
    const timestamp = at.now.getTime() / 1000;
    this.#events.push({ timestamp, type, id, previousEventId: at.previous, ...details });
    return id;
  }
}
