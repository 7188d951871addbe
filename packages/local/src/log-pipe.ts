import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";

/** The log of a function's process: what it writes to stdout and stderr, one pipe, in order. */
export class LogPipe {
  #text = "";

  /** Reads a new process's output. */
  attach(output: Readable): void {
    output.setEncoding("utf8");
    output.on("data", (chunk: string) => {
      this.#text += chunk;
    });
  }

  /** Takes what was read so far: all of it, once the process has ended. */
  take(): string {
    const text = this.#text;
    this.#text = "";
    return text;
  }

  /**
   * Takes what a process had written before it asked for the next event. The pipe was readable before the request
   * was, so it is read within the same turn of the event loop.
   */
  async takeUntilNext(): Promise<string> {
    await nextTurn();
    return this.take();
  }
}
