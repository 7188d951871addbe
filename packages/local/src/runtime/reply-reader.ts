/** One answer of the Runtime API. */
export interface Reply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

interface Waiter {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (failure: Error) => void;
}

const HEAD_END = "\r\n\r\n";

/**
 * Reads HTTP/1.1 answers that carry a Content-Length off a byte stream, in the order they were asked for. That
 * is all the Runtime API sends; a general HTTP client would post asynchronously and lose bytes when the handler
 * ends the process.
 */
export class ReplyReader {
  #waiters: Waiter[] = [];
  #chunks: Buffer[] = [];
  #size = 0;
  #needed = 0;
  #failure: Error | undefined;

  take(): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure);
      else this.#waiters.push({ resolve, reject });
    });
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size > 0 && this.#size >= this.#needed && this.#read()) {}
  }

  fail(failure: Error): void {
    this.#failure = failure;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(failure);
  }

  #read(): boolean {
    const bytes = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    const headEnd = bytes.indexOf(HEAD_END);
    if (headEnd === -1) return false;
    const [statusLine = "", ...lines] = bytes.toString("utf8", 0, headEnd).split("\r\n");
    const headers = new Map(lines.map(splitHeader));
    const bodyStart = headEnd + HEAD_END.length;
    this.#needed = bodyStart + Number(headers.get("content-length") ?? 0);
    if (bytes.length < this.#needed) return false;
    const body = bytes.subarray(bodyStart, this.#needed);
    const rest = bytes.subarray(this.#needed);
    this.#chunks = rest.length > 0 ? [rest] : [];
    this.#size = rest.length;
    this.#needed = 0;
    this.#waiters.shift()?.resolve({ status: Number(statusLine.split(" ")[1]), headers, body });
    return true;
  }
}

function splitHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
