import type { StandardSchemaV1 } from "@standard-schema/spec";
import { wordIssues } from "./word-issues.ts";

/**
 * Encodes a function's input as JSON, validated if there is a schema.
 *
 * @throws TypeError if the input does not fit its schema or cannot be written as JSON: nothing is sent then.
 */
export async function encodeInput(
  schema: StandardSchemaV1 | undefined,
  input: unknown,
): Promise<string | undefined> {
  await checkInput(schema, input);
  // The function validates again and expects the schema's input, so its output is not sent.
  return encodeJson(input);
}

/**
 * Validates an input, if there is a schema.
 *
 * @param part the part of a request that the input is, to name it in the message
 * @throws TypeError naming each issue with its path.
 */
export async function checkInput(
  schema: StandardSchemaV1 | undefined,
  input: unknown,
  part?: string,
): Promise<void> {
  const result = await schema?.["~standard"].validate(input);
  if (!result?.issues) return;
  const issues = wordIssues(result.issues, "input", part);
  throw new TypeError(`calling a function: the input does not fit its schema: ${issues}`);
}

/**
 * Writes a value as JSON; undefined stays undefined.
 *
 * @throws TypeError if it cannot be written.
 */
export function encodeJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw new TypeError("calling a function: the input cannot be written as JSON", { cause });
  }
}
