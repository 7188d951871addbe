/** One HTTP/1.1 message. */
export interface HttpMessage<Head> {
  readonly head: Head;
  readonly body: Buffer;
}

const HEAD_END = "\r\n\r\n";
/** A head that is longer is not to be read here. */
const HEAD_LIMIT_BYTES = 64 * 1024;

/**
 * A reader that cuts a byte stream into HTTP/1.1 messages with a content length. The Runtime API and the stand-in
 * for AWS's addon send each other nothing else; both ends use it.
 */
export class MessageReader<Head extends { readonly bodyLength: number }> {
  readonly #headOf: (text: string) => Head | undefined;
  #chunks: Buffer[] = [];
  #size = 0;
  /** The head of the message that has begun, once it has been read. */
  #head: Head | undefined;
  #headSize = 0;
  #isStopped = false;

  /** `headOf` reads a head; undefined where the message is not to be read here. */
  constructor(headOf: (text: string) => Head | undefined) {
    this.#headOf = headOf;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  /** The next message; undefined where it is not all there, or not to be read here. */
  take(): HttpMessage<Head> | undefined {
    if (this.#head === undefined && this.#size > 0) this.#readHead(this.#joined());
    const head = this.#head;
    if (head === undefined || this.#size < this.#headSize + head.bodyLength) return undefined;
    const bytes = this.#joined();
    const end = this.#headSize + head.bodyLength;
    this.#chunks = bytes.length > end ? [bytes.subarray(end)] : [];
    this.#size = bytes.length - end;
    this.#head = undefined;
    return { head, body: bytes.subarray(this.#headSize, end) };
  }

  /** The bytes from the first message that is not to be read here; undefined before it. */
  get unreadable(): Buffer | undefined {
    return this.#isStopped ? this.#joined() : undefined;
  }

  #readHead(bytes: Buffer): void {
    const end = bytes.indexOf(HEAD_END);
    if (end === -1) {
      this.#isStopped = bytes.length > HEAD_LIMIT_BYTES;
      return;
    }
    this.#headSize = end + HEAD_END.length;
    this.#head = this.#headOf(bytes.toString("utf8", 0, this.#headSize));
    this.#isStopped = this.#head === undefined;
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    const bytes = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [bytes];
    return bytes;
  }
}
