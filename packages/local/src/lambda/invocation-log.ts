/** The log of one invocation, as bytes: it becomes a text only where somebody reads it. */
export class InvocationLog {
  #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** In bytes. */
  get size(): number {
    return this.#bytes.length;
  }

  get text(): string {
    return this.#bytes.toString("utf8");
  }

  /** Returns the last bytes of it. */
  tail(length: number): Buffer {
    return this.#bytes.subarray(-length);
  }

  /** Leaves all but the last bytes out, with a line before them that says so. */
  shorten(length: number): void {
    const { size } = this;
    if (size <= length) return;
    this.#bytes = Buffer.concat([
      leftOut(size - length, "logs are too many"),
      wholeCharacters(this.tail(length)),
    ]);
  }
}

/** Makes the line in place of bytes that are not kept. */
export function leftOut(count: number, why: string): Buffer {
  return Buffer.from(`[@faultwire/local left out ${count} bytes here: ${why}]\n`);
}

/** Returns bytes without the rest of a character that begins before them. */
export function wholeCharacters(bytes: Buffer): Buffer {
  // Bytes 10xxxxxx continue a character, which has at most four.
  const start = bytes.subarray(0, 4).findIndex((byte) => (byte & 0xc0) !== 0x80);
  return bytes.subarray(Math.max(0, start));
}
