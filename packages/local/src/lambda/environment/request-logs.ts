import type { LogFile } from "./log-file.ts";

/** The request id that a line carries: of AWS's runtime client, of our log lines, or of Powertools. */
const REQUEST_ID = /"(?:requestId|function_request_id)":"([^"]+)"/;
/** The id comes before what the function has written, which may be long. */
const ID_WITHIN_BYTES = 4096;
const NOTHING = Buffer.alloc(0);

/**
 * The log of a process that has several invocations at once, sorted by the request ids in its lines: functions of a
 * capacity provider write JSON, and each line of `console` has its id. A line without one, or of an invocation that is
 * over, goes to the next log that is taken.
 */
export class RequestLogs {
  readonly #file: LogFile;
  readonly #lines = new Map<string, Buffer[]>();
  #rest: Buffer[] = [];

  constructor(file: LogFile) {
    this.#file = file;
  }

  /** Whether no invocation runs. */
  get isIdle(): boolean {
    return this.#lines.size === 0;
  }

  /** Begins an invocation. */
  open(requestId: string): void {
    // Only work outside of every invocation writes now, and a line of it in this very moment can be lost.
    if (this.isIdle) this.#file.trim();
    this.#lines.set(requestId, []);
  }

  /** Ends an invocation, and takes its lines. */
  take(requestId: string): Buffer {
    for (let bytes = this.#file.takeLines(); bytes.length > 0; bytes = this.#file.takeLines())
      this.#sort(bytes);
    const lines = [...this.#rest, ...(this.#lines.get(requestId) ?? [])];
    this.#rest = [];
    this.#lines.delete(requestId);
    return lines.length === 0 ? NOTHING : Buffer.concat(lines);
  }

  #sort(bytes: Buffer): void {
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf("\n", start) + 1 || bytes.length;
      const line = bytes.subarray(start, end);
      const [, requestId = ""] = REQUEST_ID.exec(line.toString("latin1", 0, ID_WITHIN_BYTES)) ?? [];
      (this.#lines.get(requestId) ?? this.#rest).push(line);
      start = end;
    }
  }
}
