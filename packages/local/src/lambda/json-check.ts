import { isUtf8 } from "node:buffer";

/**
 * Returns the error of AWS's JSON parser for some bytes, or undefined for valid JSON. AWS's parser is Jackson; its
 * commonest texts are reproduced as recorded (LocalStack's test_lambda_invoke_payload_encoding_error, 2025-11), and
 * for the rest its form is kept and the position is ours.
 */
export function jsonProblem(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  if (!isUtf8(bytes)) return encodingProblem(bytes, text);
  try {
    JSON.parse(text);
    return undefined;
  } catch (failure) {
    const at = positionOf(failure, text);
    const character = text[at];
    return problem(character === undefined ? "Unexpected end-of-input" : unexpected(character), text, at);
  }
}

function encodingProblem(bytes: Buffer, text: string): string {
  const at = invalidByte(bytes, text);
  const byte = bytes[at] ?? 0;
  // Before any token the parser takes a byte for a character.
  return at > startOf(text)
    ? problem(`Invalid UTF-8 start byte 0x${byte.toString(16)}`, text, at + 1)
    : problem(unexpected(String.fromCharCode(byte)), text, at);
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
function positionOf(failure: unknown, text: string): number {
  const message = failure instanceof Error ? failure.message : "";
  if (message.includes("end of JSON input")) return text.length;
  return Number(/at position (\d+)/.exec(message)?.[1] ?? startOf(text));
}

function startOf(text: string): number {
  return text.length - text.trimStart().length;
}

/** The first byte that begins no character: decoding put another one there. */
function invalidByte(bytes: Buffer, text: string): number {
  const again = Buffer.from(text);
  return bytes.findIndex((byte, index) => byte !== again[index]);
}
