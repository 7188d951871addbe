/** Characters that would end a comment's line or change how it is shown. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu;

/** Makes a text of a catalog one line of a comment. */
export function commentText(text: string): string {
  return text.replace(UNSEEN, " ").trim();
}

/** Writes a character beyond plain ASCII inside of a literal. */
export type Escape = (codePoint: number) => string;

/** `\u00e9`, and two of them for a character beyond the first plane, as in Java, C# and JSON. */
export const escapeUnits: Escape = (codePoint) =>
  [...String.fromCodePoint(codePoint).split("")].map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`).join("");

/** `\u00e9`, and `\U0001f600` beyond the first plane, as in Python and Go. */
export const escapeWide: Escape = (codePoint) =>
  codePoint > 0xffff ? `\\U${hex(codePoint, 8)}` : `\\u${hex(codePoint, 4)}`;

/** `\u{e9}`, as in Ruby and Rust. */
export const escapeBraces: Escape = (codePoint) => `\\u{${hex(codePoint, 1)}}`;

/** Writes a text as a literal in double quotes, in plain ASCII. */
export function asciiLiteral(text: string, write: Escape): string {
  const escaped = text
    .replace(/["\\]/g, "\\$&")
    .replace(/[^ -~]/gu, (character) => write(character.codePointAt(0) ?? 0));
  return `"${escaped}"`;
}

function hex(value: number, length: number): string {
  return value.toString(16).padStart(length, "0");
}
