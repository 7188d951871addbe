import { describe } from "./config/check.ts";

/** A length of time; its members are added up. */
export interface ClockDuration {
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}

/** The clock of everything that waits: retries, event ages, visibility time-outs. Functions see the real time. */
export interface Clock {
  /** The present time of the clock: that of the start of `local`, until `advance` moves it. */
  readonly now: Date;
  /**
   * Moves the clock forward through everything that becomes due on the way, in order, and resolves when that is
   * done, with all that followed from it.
   *
   * @throws TypeError when the duration is not one.
   */
  advance(duration: ClockDuration): Promise<void>;
}

/** The purpose of an appointment, for those who look at the clock. */
export interface Purpose {
  readonly what: string;
  /** The id of the event that waits for it, if it is one. */
  readonly key?: string;
}

interface Appointment {
  readonly at: number;
  readonly task: () => void;
  readonly purpose: Purpose;
}

const UNNAMED: Purpose = { what: "something is due" };

/** A clock that only `advance` moves, and the record of what is being done at its present time. */
export class VirtualClock implements Clock {
  #now = Date.now();
  #appointments: Appointment[] = [];
  #work = new Set<Promise<void>>();
  #advanced: Promise<void> = Promise.resolve();
  #isClosed = false;

  get now(): Date {
    return new Date(this.#now);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Calls a task when the clock gets to a time, in milliseconds as of `Date.now()`. */
  at(time: number, task: () => void, purpose: Purpose = UNNAMED): void {
    if (!this.#isClosed) this.#appointments.push({ at: time, task, purpose });
  }

  /** Everything that waits for the clock, by time. */
  get appointments(): readonly (Purpose & { readonly at: number })[] {
    return this.#appointments
      .map(({ at, purpose }) => ({ at, ...purpose }))
      .sort((one, other) => one.at - other.at);
  }

  /** Does a piece of work that the clock waits for before it moves on. */
  do(work: () => Promise<void>): void {
    if (this.#isClosed) return;
    const done = work().finally(() => this.#work.delete(done));
    this.#work.add(done);
  }

  /** Resolves when nothing is being done, nor follows from what was. */
  async settled(): Promise<void> {
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  advance(duration: ClockDuration): Promise<void> {
    const length = millisecondsOf(duration);
    this.#advanced = this.#advanced.then(() => this.#advance(length));
    return this.#advanced;
  }

  /** Forgets what was to come. */
  forget(): void {
    this.#appointments = [];
  }

  /** Forgets what was to come and takes no more work. */
  close(): void {
    this.#isClosed = true;
    this.forget();
  }

  async #advance(length: number): Promise<void> {
    await this.settled();
    const end = this.#now + length;
    for (;;) {
      const next = this.#appointments.reduce((least, { at }) => Math.min(least, at), Infinity);
      if (next > end) break;
      this.#now = next;
      // Tasks of the same time start together, as they would compete on AWS.
      for (const { task } of this.#takeUntil(next)) task();
      await this.settled();
    }
    this.#now = end;
  }

  #takeUntil(time: number): readonly Appointment[] {
    const due = this.#appointments.filter(({ at }) => at <= time);
    this.#appointments = this.#appointments.filter(({ at }) => at > time);
    return due;
  }
}

function millisecondsOf(duration: ClockDuration): number {
  const isObject = typeof duration === "object" && duration !== null;
  const { hours = 0, minutes = 0, seconds = 0, ...others } = isObject ? duration : { seconds: Number.NaN };
  const length = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  if (length >= 0 && length < Infinity && Object.keys(others).length === 0) return length;
  throw new TypeError(
    `clock.advance: a duration is { hours, minutes, seconds }, from 0; it is ${describe(duration)}`,
  );
}
