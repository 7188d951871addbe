/** The signals of an environment, in order, until they are taken. */
export class SignalQueue<Signal> {
  #signals: Signal[] = [];
  #wake: (() => void) | undefined;

  push(signal: Signal): void {
    this.#signals.push(signal);
    this.#wake?.();
  }

  /** The next signal, waited for if need be; one taker at a time. */
  async take(): Promise<Signal> {
    for (;;) {
      const signal = this.#signals.shift();
      if (signal !== undefined) return signal;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
