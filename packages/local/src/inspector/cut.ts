import type { CutText } from "./calls.ts";

/** The number of bytes that are kept of a payload, an answer or a log. */
export const KEPT_BYTES = 16 * 1024;

const LINES = /[^\t\n\r\x20-\x7e\u00a0-\uffff]/;

/** Keeps the beginning of a text. */
export function cutText(bytes: Buffer, size = bytes.length): CutText {
  const kept = bytes.subarray(0, KEPT_BYTES);
  return { text: readable(kept, size), size, isCut: size > kept.length };
}

/** Keeps the end of a text, which is what a log ends with. */
export function cutTail(bytes: Buffer, size = bytes.length): CutText {
  const kept = bytes.subarray(-KEPT_BYTES);
  return { text: kept.toString("utf8"), size, isCut: size > kept.length };
}

/** Bytes that are not text are not shown as one. */
function readable(bytes: Buffer, size: number): string {
  const text = bytes.toString("utf8");
  return LINES.test(text) ? `(${size} bytes that are not text)` : text;
}
