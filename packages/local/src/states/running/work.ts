import type { Purpose, VirtualClock } from "../../virtual-clock.ts";

/**
 * The work of an execution: the clock moves while all its branches wait, and not before. Each branch that runs is
 * counted.
 */
export class Work {
  readonly #clock: VirtualClock;
  #running = 0;
  #finish: (() => void) | undefined;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Counts a branch that runs from now on. */
  enter(): void {
    this.#running += 1;
    if (this.#running > 1) return;
    this.#clock.do(
      () =>
        new Promise((resolve) => {
          this.#finish = resolve;
        }),
    );
  }

  /** Ends the count of a branch, after those that go on because of it were counted. */
  leave(): void {
    setImmediate(() => {
      this.#running -= 1;
      if (this.#running === 0) this.#finish?.();
    });
  }

  /** Waits until the clock gets to a time, in milliseconds. The clock may move meanwhile. */
  async until(time: number, purpose: Purpose): Promise<void> {
    const due = new Promise<void>((resolve) => {
      const goOn = () => {
        this.enter();
        resolve();
      };
      this.#clock.at(time, goOn, purpose);
    });
    this.leave();
    await due;
  }

  /** Runs branches at the same time, and waits for all of them or for the first that fails. */
  async branches<Value>(branches: readonly (() => Promise<Value>)[]): Promise<readonly Value[]> {
    const all = branches.map((branch) => this.#branch(branch));
    this.leave();
    try {
      return await Promise.all(all);
    } finally {
      this.enter();
    }
  }

  async #branch<Value>(branch: () => Promise<Value>): Promise<Value> {
    this.enter();
    try {
      return await branch();
    } finally {
      this.leave();
    }
  }
}
