import { isUtf8 } from "node:buffer";

/**
 * Checks that bytes are JSON and tells what AWS's parser would say, or nothing for valid JSON. AWS's parser is
 * Jackson; its commonest texts are reproduced as recorded (LocalStack's test_lambda_invoke_payload_encoding_error,
 * 2025-11), and for the rest its form is kept and the position is ours.
 */
export function jsonProblem(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  const start = text.length - text.trimStart().length;
  if (!isUtf8(bytes)) {
    const at = invalidByte(bytes, text);
    if (at > start) return problem(`Invalid UTF-8 start byte 0x${bytes[at]?.toString(16)}`, text, at + 1);
    // Before any token the parser takes a byte for a character.
    return problem(unexpected(String.fromCharCode(bytes[at] ?? 0)), text, at);
  }
  try {
    JSON.parse(text);
    return undefined;
  } catch (failure) {
    const at = positionOf(failure, text, start);
    const character = text[at];
    return problem(character === undefined ? "Unexpected end-of-input" : unexpected(character), text, at);
  }
}

const SOURCE = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";

function problem(what: string, text: string, at: number): string {
  const line = text.slice(0, at).split("\n").length;
  const column = at - text.lastIndexOf("\n", at - 1);
  return `${what}\n at ${SOURCE}; line: ${line}, column: ${column}]`;
}

function unexpected(character: string): string {
  const code = character.charCodeAt(0);
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const described = isControl ? `(CTRL-CHAR, code ${code})` : `('${character}' (code ${code})`;
  return `Unexpected character (${described}): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`;
}

/** V8 tells the position in some messages; the first character is the best guess otherwise. */
function positionOf(failure: unknown, text: string, start: number): number {
  const message = failure instanceof Error ? failure.message : "";
  if (message.includes("end of JSON input")) return text.length;
  return Number(/at position (\d+)/.exec(message)?.[1] ?? start);
}

/** The first byte that begins no character: decoding put another one there. */
function invalidByte(bytes: Buffer, text: string): number {
  const again = Buffer.from(text);
  return bytes.findIndex((byte, index) => byte !== again[index]);
}
