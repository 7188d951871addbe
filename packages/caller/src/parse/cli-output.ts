import { isJsonObject, type JsonObject, parseJson } from "@faultwire/wire";

/** The output of the AWS CLI: it holds no object and no brace. */
const OUTPUT = /\{[^{}]*\}/g;

/**
 * Reads what `aws lambda invoke` writes where its file is the terminal too: the payload and the output, two JSON
 * documents in a row. Returns undefined for any other text.
 */
export function readCliOutput(text: string): JsonObject | undefined {
  const outputs = [...text.matchAll(OUTPUT)].filter(([found]) => found.includes('"StatusCode"'));
  // Those between belong to the payload.
  for (const output of new Set([outputs.at(-1), outputs[0]])) {
    const read = output && withPayload(text, output);
    if (read) return read;
  }
  return undefined;
}

function withPayload(text: string, { 0: found, index }: RegExpExecArray): JsonObject | undefined {
  const output = parseJson(found);
  const payload = `${text.slice(0, index)}${text.slice(index + found.length)}`.trim();
  return isJsonObject(output) && parseJson(payload) !== undefined
    ? { ...output, Payload: payload }
    : undefined;
}
