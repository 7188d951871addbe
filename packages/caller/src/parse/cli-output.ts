import { isJsonObject, type JsonObject, parseJson } from "@faultwire/wire";

/** The output of the AWS CLI. It holds no object and no brace. */
const OUTPUT = /\{[^{}]{0,10000}"StatusCode"[^{}]{0,10000}\}/g;

/**
 * Reads what `aws lambda invoke` writes where its file is the terminal too: the payload and the output, two JSON
 * documents in a row. Returns undefined for any other text.
 */
export function readCliOutput(text: string): JsonObject | undefined {
  for (const { 0: found, index } of text.matchAll(OUTPUT)) {
    const output = parseJson(found);
    const payload = `${text.slice(0, index)}${text.slice(index + found.length)}`.trim();
    if (isJsonObject(output) && parseJson(payload) !== undefined) return { ...output, Payload: payload };
  }
  return undefined;
}
