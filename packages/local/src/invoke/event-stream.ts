import { crc32 } from "node:zlib";

/*
 * Messages of the event-stream encoding: total length, length of the headers and their CRC-32, the headers, the
 * payload, and the CRC-32 of all that.
 * https://smithy.io/2.0/aws/amazon-eventstream.html
 */

/** Marks a header's value as text. */
const STRING_TYPE = 7;
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;

/** A piece of what a function streams. */
export function payloadChunk(payload: Buffer): Buffer {
  return encodeEvent("PayloadChunk", "application/octet-stream", payload);
}

/** The end of a function's stream; members that are undefined are left out. */
export function invokeComplete(end: {
  readonly ErrorCode?: string | undefined;
  readonly ErrorDetails?: string | undefined;
  readonly LogResult?: string | undefined;
}): Buffer {
  return encodeEvent("InvokeComplete", "application/json", Buffer.from(JSON.stringify(end)));
}

function encodeEvent(type: string, contentType: string, payload: Buffer): Buffer {
  const headers = Buffer.concat([
    encodeHeader(":event-type", type),
    encodeHeader(":content-type", contentType),
    encodeHeader(":message-type", "event"),
  ]);
  const length = PRELUDE_BYTES + headers.length + payload.length + CHECKSUM_BYTES;
  const message = Buffer.alloc(length);
  message.writeUInt32BE(length, 0);
  message.writeUInt32BE(headers.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  headers.copy(message, PRELUDE_BYTES);
  payload.copy(message, PRELUDE_BYTES + headers.length);
  message.writeUInt32BE(crc32(message.subarray(0, length - CHECKSUM_BYTES)), length - CHECKSUM_BYTES);
  return message;
}

function encodeHeader(name: string, value: string): Buffer {
  const head = Buffer.from([name.length, ...Buffer.from(name), STRING_TYPE, 0, 0]);
  head.writeUInt16BE(Buffer.byteLength(value), head.length - 2);
  return Buffer.concat([head, Buffer.from(value)]);
}
