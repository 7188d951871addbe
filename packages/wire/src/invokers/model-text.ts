import { encodeMessage } from "../message.ts";

/** The longest message that a model gets, in characters. */
const MESSAGE_LIMIT = 1000;
/** Characters that people do not see, and models read: direction marks, blanks without width, tags. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{1d173}-\u{1d17a}\u{e0000}-\u{e01ef}]/gu;
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * Makes a text safe to show to a model: one line, so that it cannot pass for the lines around it, without characters
 * that people cannot see, and not longer than 1,000 characters.
 */
export function toModelLine(text: string, limit = MESSAGE_LIMIT): string {
  return encodeMessage(text.replace(INVISIBLE, "").replace(CONTROLS, " "), limit);
}

/** Writes JSON for a model: characters that people cannot see are escaped, which keeps the value as it is. */
export function toModelJson(value: unknown): string {
  // JSON escapes the controls of ASCII itself.
  return JSON.stringify(value).replace(INVISIBLE, escapeCharacter).replace(CONTROLS, escapeCharacter);
}

function escapeCharacter(characters: string): string {
  return Array.from({ length: characters.length }, (_, at) => {
    const code = characters.charCodeAt(at).toString(16);
    return `\\u${code.padStart(4, "0")}`;
  }).join("");
}
