/*
 * The frames in which AWS's runtime client writes a log message to the descriptor `_LAMBDA_TELEMETRY_LOG_FD`, as its
 * source describes them (aws-lambda-ric 4.0.2, telemetry-logger): a type of 4 bytes, the length of the message in 4, the
 * time in microseconds in 8, and the message. All are big-endian.
 */

const MAGIC = Buffer.from([0xa5, 0x5a, 0x00]);
const HEADER_BYTES = 16;
const LENGTH_AT = 4;
const TIME_AT = 8;
/** The last byte of the type: 2 for JSON and 3 for text, and 4 times the level, 1 to 6. */
const LEAST_TYPE = 0x06;
const MOST_TYPE = 0x1b;
const LINE_END = Buffer.from("\n");

/** Reads the messages out of their frames, each to the end of a line; the text between frames stays as it is. */
export function readFrames(bytes: Buffer): Buffer {
  let at = nextFrame(bytes, 0);
  if (at === -1) return bytes;
  const parts: Buffer[] = [];
  let end = 0;
  for (; at !== -1; at = nextFrame(bytes, end)) {
    parts.push(...line(bytes.subarray(end, at)));
    const start = at + HEADER_BYTES;
    end = Math.min(bytes.length, start + bytes.readUInt32BE(at + LENGTH_AT));
    parts.push(...line(bytes.subarray(start, end)));
  }
  parts.push(bytes.subarray(end));
  return Buffer.concat(parts);
}

function nextFrame(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(MAGIC, from); at !== -1; at = bytes.indexOf(MAGIC, at + 1)) {
    if (isFrame(bytes, at)) return at;
  }
  return -1;
}

/** Whether a frame begins there, and not a text that has the same three bytes. */
function isFrame(bytes: Buffer, at: number): boolean {
  if (bytes.length < at + HEADER_BYTES) return false;
  const type = bytes[at + MAGIC.length] ?? 0;
  // The client knows milliseconds only.
  return type >= LEAST_TYPE && type <= MOST_TYPE && bytes.readBigInt64BE(at + TIME_AT) % 1000n === 0n;
}

function line(bytes: Buffer): readonly Buffer[] {
  if (bytes.length === 0) return [];
  return bytes.at(-1) === LINE_END[0] ? [bytes] : [bytes, LINE_END];
}
