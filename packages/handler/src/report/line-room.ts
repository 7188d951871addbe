/** The room that is left in a log line. */
export interface LineRoom {
  /** Bytes of JSON. */
  left: number;
}

/** Characters that end a line for some readers of logs, and that JSON may keep: NEL, LINE and PARAGRAPH SEPARATOR. */
const LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** Escapes the characters that JSON keeps and that end a line. */
export function escapeLineEnds(text: string): string {
  return text.replace(LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Takes room for a text; cuts it to the limit in characters and to the room, and marks the cut. */
export function fitText(text: string, limit: number, room: LineRoom): string {
  let kept = text.slice(0, limit);
  let size = bytesOf(kept) - 2;
  while (size > Math.max(room.left, 0)) {
    // Never more than the share that fits, and at least one character less.
    const share = Math.floor((kept.length * Math.max(room.left, 0)) / size);
    kept = kept.slice(0, Math.min(kept.length - 1, share));
    size = bytesOf(kept) - 2;
  }
  room.left -= size;
  const cut = text.length - kept.length;
  return cut === 0 ? text : `${kept}[${cut} more characters]`;
}

/** Measures the JSON of a value that is JSON. A logger that gets a text with the escapes in it doubles their backslash. */
export function bytesOf(json: unknown): number {
  return Buffer.byteLength(JSON.stringify(json).replace(LINE_ENDS, "\\\\u2028"));
}

/** Characters of an id: those of AWS are shorter, but an event that someone made up may have any. */
const ID_LIMIT = 256;

/** Cuts an id for the log. */
export function cutId(id: string): string;
export function cutId(id: string | undefined): string | undefined;
export function cutId(id: string | undefined): string | undefined {
  return id?.slice(0, ID_LIMIT);
}
