/**
 * Checks that bytes are JSON and tells what AWS's parser would say, or nothing for valid JSON. AWS's parser is
 * Jackson; its two commonest texts are reproduced, and for the rest its form is kept and the position is ours.
 */
export function jsonProblem(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  try {
    JSON.parse(text);
    return undefined;
  } catch (failure) {
    const at = positionOf(failure, text);
    return `${what(text, at, bytes)}\n at ${SOURCE}; line: ${lineOf(text, at)}, column: ${columnOf(text, at)}]`;
  }
}

const SOURCE = "[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled)";

function what(text: string, at: number, bytes: Buffer): string {
  if (text.startsWith("\ufffd")) return `Invalid UTF-8 start byte 0x${bytes[0]?.toString(16)}`;
  const character = text[at];
  if (character === undefined) return "Unexpected end-of-input";
  const expected =
    "expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
  return `Unexpected character (('${character}' (code ${character.charCodeAt(0)})): ${expected}`;
}

/** V8 tells the position in some messages; the first character is the best guess otherwise. */
function positionOf(failure: unknown, text: string): number {
  const message = failure instanceof Error ? failure.message : "";
  if (message.includes("end of JSON input")) return text.length;
  return Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

function columnOf(text: string, at: number): number {
  return at - text.lastIndexOf("\n", at - 1);
}
