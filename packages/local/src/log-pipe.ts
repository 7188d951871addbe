import { randomUUID } from "node:crypto";
import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * The log of a function's process: what it writes to stdout and stderr, one pipe, in order.
 *
 * Pipe and Runtime API reach us independently of each other, so the stand-in for the native addon writes a mark
 * when the handler gets an event and another just before it posts the answer. Marks are no part of the log.
 */
export class LogPipe {
  /** What every mark starts with; its place and the request id follow. */
  readonly mark = `\u001e${randomUUID()} `;
  #text = "";
  #begun: string | undefined;
  #closed = false;
  #wake: (() => void) | undefined;

  /** Reads a new process's output. */
  attach(output: Readable): void {
    this.#closed = false;
    output.setEncoding("utf8");
    output.on("data", (chunk: string) => {
      this.#text += chunk;
      this.#removeBegin();
      this.#wake?.();
    });
    output.on("close", () => {
      this.#closed = true;
      this.#wake?.();
    });
  }

  /** Whether the handler got this event; certain once the invocation or the process has ended. */
  hasBegun(requestId: string): boolean {
    return this.#begun === requestId;
  }

  /** Takes what was written so far. */
  take(): string {
    const text = this.#text;
    this.#text = "";
    // A process that ended after it had answered has left its mark.
    const at = text.indexOf(this.mark);
    return at === -1 ? text : text.slice(0, at) + text.slice(text.indexOf("\n", at) + 1);
  }

  /**
   * Takes what a client that makes no marks had written before it asked for the next event. The pipe was readable
   * before the request was, so it is read within the same turn of the event loop.
   */
  async takeUntilNext(): Promise<string> {
    await nextTurn();
    return this.take();
  }

  /** Takes what was written up to the end of an invocation, or of the process. */
  async takeUntilEnd(requestId: string): Promise<string> {
    const end = `${this.mark}end ${requestId}\n`;
    for (;;) {
      const at = this.#text.indexOf(end);
      if (at !== -1) {
        const text = this.#text.slice(0, at);
        this.#text = this.#text.slice(at + end.length);
        return text;
      }
      if (this.#closed) return this.take();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #removeBegin(): void {
    const begin = `${this.mark}begin `;
    const at = this.#text.indexOf(begin);
    const lineEnd = this.#text.indexOf("\n", at);
    if (at === -1 || lineEnd === -1) return;
    this.#begun = this.#text.slice(at + begin.length, lineEnd);
    this.#text = this.#text.slice(0, at) + this.#text.slice(lineEnd + 1);
  }
}
