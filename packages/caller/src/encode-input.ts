import type { StandardSchemaV1 } from "@standard-schema/spec";

/**
 * Encodes a function's input as JSON, validated if there is a schema.
 *
 * @throws TypeError if the input does not fit its schema or cannot be written as JSON: nothing is sent then.
 */
export async function encodeInput(
  schema: StandardSchemaV1 | undefined,
  input: unknown,
): Promise<string | undefined> {
  const result = await schema?.["~standard"].validate(input);
  if (result?.issues) {
    const issues = result.issues.map(
      ({ path, message }) => `${path?.map(String).join(".") ?? "input"}: ${message}`,
    );
    throw new TypeError(`calling a function: the input does not fit its schema: ${issues.join("; ")}`);
  }
  try {
    // The function validates again and expects the schema's input, so its output is not sent.
    return JSON.stringify(input);
  } catch (cause) {
    throw new TypeError("calling a function: the input cannot be written as JSON", { cause });
  }
}
