import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from "node:fs";
import { leftOut, wholeCharacters } from "../invocation-log.ts";
import { readFrames } from "./telemetry-frames.ts";

/** Above this size the log is truncated, while no process runs. */
const TRIM_BYTES = 1024 * 1024;
/** The part that is read at each end of a log that is longer than both. */
const END_BYTES = 4 * 1024 * 1024;
const NOTHING = Buffer.alloc(0);
const LINE_END = Buffer.from("\n");

/**
 * The log of a sandbox's processes: a file that all outputs append to. What a process writes is there at once and in
 * order, however much it is, so all of it is there when the process asks for its next event or has ended.
 */
export class LogFile {
  /** The descriptor of stdout and stderr of the processes, and of the messages of AWS's runtime client. */
  readonly descriptor: number;
  #taken = 0;

  constructor(path: string) {
    this.descriptor = openSync(path, "a+");
  }

  /**
   * Takes what has been written since it was last asked, as whole lines: a last one that has no end gets one. It is as
   * large as 8 MiB and a line; the middle of what is longer is left out.
   */
  take(): Buffer {
    const start = this.#taken;
    const size = fstatSync(this.descriptor).size - start;
    if (size === 0) return NOTHING;
    this.#taken += size;
    if (size <= 2 * END_BYTES) return wholeLines(readFrames(this.#read(start, size)));
    const first = readFrames(this.#read(start, END_BYTES));
    const last = readFrames(wholeCharacters(this.#read(start + size - END_BYTES, END_BYTES)));
    const notice = leftOut(size - 2 * END_BYTES, "a log keeps its first and its last 4 MiB");
    return Buffer.concat([wholeLines(first), notice, wholeLines(last)]);
  }

  /** Takes the lines that have an end, at most 8 MiB of them. */
  takeLines(): Buffer {
    const size = Math.min(fstatSync(this.descriptor).size - this.#taken, 2 * END_BYTES);
    if (size === 0) return NOTHING;
    const bytes = this.#read(this.#taken, size);
    const end = bytes.lastIndexOf(LINE_END) + 1;
    // A line that is longer ends where it is cut.
    const taken = end === 0 && size === 2 * END_BYTES ? bytes : bytes.subarray(0, end);
    this.#taken += taken.length;
    return taken;
  }

  /** Gives room back. What a process writes in this moment is lost. */
  trim(): void {
    if (this.#taken < TRIM_BYTES || fstatSync(this.descriptor).size > this.#taken) return;
    ftruncateSync(this.descriptor, 0);
    this.#taken = 0;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  #read(start: number, size: number): Buffer {
    const bytes = Buffer.alloc(size);
    let read = 0;
    while (read < size) {
      const count = readSync(this.descriptor, bytes, read, size - read, start + read);
      if (count === 0) break;
      read += count;
    }
    return bytes.subarray(0, read);
  }
}

function wholeLines(bytes: Buffer): Buffer {
  return bytes.length === 0 || bytes.at(-1) === LINE_END[0] ? bytes : Buffer.concat([bytes, LINE_END]);
}
