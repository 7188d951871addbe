import { escapedLength, fits } from "./json.ts";

/** The longest message in characters, escaped as in a payload. */
export const MESSAGE_LIMIT = 4096;

const LINE_BREAKS = /[\n\r\u2028\u2029\x7f]+/g;

/**
 * Makes a message one line: line breaks, which begin a new entry in a stack, and DEL, which the runtime rewrites,
 * become a space. A user's text inside a message can then not pass for a line of the wire.
 */
export function foldMessage(message: string): string {
  return message.replace(LINE_BREAKS, " ");
}

/**
 * Makes a message one line and, where it is too long for the wires, shorter, ending in an ellipsis; empty where there
 * is no room for one.
 */
export function encodeMessage(message: string, limit = MESSAGE_LIMIT): string {
  const line = foldMessage(message);
  if (fits(line, limit)) return line;
  if (limit < 1) return "";
  let cut = line.slice(0, limit - 1);
  // No character takes more than six when escaped, so this never cuts more than is needed. Half a pair takes six, too,
  // and is never the last.
  for (let excess = escapedLength(cut) - limit + 1; excess > 0; ) {
    cut = cut.slice(0, -Math.ceil(excess / 6));
    excess = escapedLength(cut) - limit + 1;
  }
  return `${cut}…`;
}
