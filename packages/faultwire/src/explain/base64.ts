/** A text that is nothing else: `LogResult` of an Invoke, the `data` of a Kinesis record. */
const BASE64 = /^[A-Za-z0-9+/\s]{16,}={0,2}$/;

/** Decodes base64 that holds a text; returns undefined for anything else. */
export function decodeBase64(text: string): string | undefined {
  if (!BASE64.test(text)) return undefined;
  if (text.replace(/\s/g, "").length % 4 !== 0) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    const decoded = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // A word of letters is base64 too, but not of a text that anyone writes.
    return /[^\t\n\r\x20-\u{10ffff}]/u.test(decoded) ? undefined : decoded;
  } catch {
    // It is not base64, or not of a text.
    return undefined;
  }
}
