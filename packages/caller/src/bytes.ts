import { isJsonObject, type JsonObject } from "@faultwire/wire";

/**
 * Finds the bytes that a value is: a Uint8Array or any other view of a buffer, a buffer, or what JSON makes of bytes,
 * `{ "0": 123, "1": 125 }` and `{ "type": "Buffer", "data": [123, 125] }`. Bytes of another realm count, such as those
 * of Node.js itself in a test of Jest. Returns undefined for any other value.
 */
export function bytesIn(value: unknown): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (isBuffer(value)) return new Uint8Array(value);
  if (!isJsonObject(value)) return undefined;
  const list = value.type === "Buffer" ? value.data : indexed(value);
  return Array.isArray(list) && list.every(isByte) ? Uint8Array.from(list) : undefined;
}

function isBuffer(value: unknown): value is ArrayBuffer {
  const tag = Object.prototype.toString.call(value);
  return tag === "[object ArrayBuffer]" || tag === "[object SharedArrayBuffer]";
}

/** The members of an object whose names are 0, 1 and so on, without a gap. */
function indexed(value: JsonObject): readonly unknown[] | undefined {
  if (!("0" in value)) return undefined;
  const names = Object.keys(value);
  return names.every((name, index) => name === String(index)) ? Object.values(value) : undefined;
}

function isByte(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 255;
}
