import { MessageReader } from "./message-reader.ts";

/** One answer of the Runtime API. */
export interface RuntimeReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

interface Waiter {
  readonly resolve: (reply: RuntimeReply) => void;
  readonly reject: (failure: Error) => void;
}

/**
 * Reads answers off a byte stream, in the order they were asked for. A general HTTP client would post asynchronously
 * and lose bytes when the handler ends the process.
 */
export class ReplyReader {
  readonly #messages = new MessageReader(readReplyHead);
  readonly #waiters: Waiter[] = [];
  #failure: Error | undefined;

  take(): Promise<RuntimeReply> {
    return new Promise((resolve, reject) => {
      if (this.#failure) reject(this.#failure);
      else this.#waiters.push({ resolve, reject });
    });
  }

  push(chunk: Buffer): void {
    this.#messages.push(chunk);
    for (let message = this.#messages.take(); message; message = this.#messages.take())
      this.#waiters.shift()?.resolve({ ...message.head, body: message.body });
  }

  fail(failure: Error): void {
    this.#failure = failure;
    for (const waiter of this.#waiters.splice(0)) waiter.reject(failure);
  }
}

function readReplyHead(text: string): Omit<RuntimeReply, "body"> & { readonly bodyLength: number } {
  const [statusLine = "", ...lines] = text.trimEnd().split("\r\n");
  const headers = new Map(lines.map(splitHeader));
  const bodyLength = Number(headers.get("content-length") ?? 0);
  return { status: Number(statusLine.split(" ")[1]), headers, bodyLength };
}

function splitHeader(line: string): [name: string, value: string] {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}
