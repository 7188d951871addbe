import { isJsonObject, parseJson } from "@faultwire/wire";
import { read } from "../foreign/safe-read.ts";

/**
 * Reads the parameters that an agent of Bedrock sends, and the properties of its request body, as one object. They come as
 * texts beside a type: numbers, booleans, lists and objects are read where their text is one.
 *
 * @see https://docs.aws.amazon.com/bedrock/latest/userguide/agents-lambda.html#agents-lambda-input
 */
export function readParameters(event: unknown): Record<string, unknown> {
  const contents = Object.values(Object(read(read(event, "requestBody"), "content")));
  const lists = [read(event, "parameters"), ...contents.map((content) => read(content, "properties"))];
  const entries = lists
    .flatMap((list) => (Array.isArray(list) ? list : []))
    .filter(isJsonObject)
    .map(({ name, type, value }): [string, unknown] => [String(name), readValue(type, value)]);
  return Object.fromEntries(entries);
}

/** The values of each type. Any other text is left to the schema, which refuses it. */
const CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  number: (value) => typeof value === "number",
  integer: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  array: Array.isArray,
  object: isJsonObject,
};

function readValue(type: unknown, value: unknown): unknown {
  if (typeof value !== "string" || typeof type !== "string" || !Object.hasOwn(CHECKS, type)) return value;
  const json = parseJson(value);
  return CHECKS[type]?.(json) ? json : value;
}
