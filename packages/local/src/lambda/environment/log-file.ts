import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";

/** Above this size the log is truncated, while no process runs. */
const TRIM_BYTES = 1024 * 1024;

/**
 * The log of a sandbox's processes: a file that both outputs append to. What a process writes is there at once and in
 * order, however much it is, so all of it is there when the process asks for its next event or has ended.
 */
export class LogFile {
  /** The descriptor of stdout and stderr of the processes. */
  readonly descriptor: number;
  #taken = 0;

  constructor(path: string) {
    this.descriptor = openSync(path, "a+");
  }

  /** Takes what has been written since it was last asked, as whole lines: a last one that has no end gets one. */
  take(): string {
    const size = fstatSync(this.descriptor).size - this.#taken;
    if (size === 0) return "";
    const bytes = Buffer.alloc(size);
    this.#taken += readSync(this.descriptor, bytes, 0, size, this.#taken);
    const text = bytes.toString("utf8");
    return text.endsWith("\n") ? text : `${text}\n`;
  }

  /** Gives room back; no process may be running. */
  trim(): void {
    if (this.#taken < TRIM_BYTES || fstatSync(this.descriptor).size > this.#taken) return;
    ftruncateSync(this.descriptor, 0);
    this.#taken = 0;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
