import type { MalformedFault, Origin } from "@faultwire/catalog";
import { parseJson } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { malformed } from "./malformed.ts";
import { wordIssues } from "./word-issues.ts";

/** A function's result, or the fault of one that cannot be read. */
export type ReadResult = { readonly value: unknown } | { readonly fault: MalformedFault };

/** Reads the text of a function's result, and validates and revives it if there is a schema. Never rejects. */
export async function readResult(
  text: string,
  schema: StandardSchemaV1 | undefined,
  origin: Origin,
): Promise<ReadResult> {
  const value = text === "" ? undefined : parseJson(text);
  if (value === undefined && text !== "") return unreadable("the result is not JSON", origin);
  return validateResult(value, schema, origin);
}

/** Validates and revives a function's result, if there is a schema. Never rejects. */
export async function validateResult(
  value: unknown,
  schema: StandardSchemaV1 | undefined,
  origin: Origin,
): Promise<ReadResult> {
  if (schema === undefined) return { value };
  try {
    const result = await schema["~standard"].validate(value);
    if (!result.issues) return { value: result.value };
    const issues = wordIssues(result.issues, "result");
    return unreadable(`the result does not fit its schema: ${issues}`, origin);
  } catch (cause) {
    // The function returned: a mistake in the schema must not look like a call that may be repeated.
    return unreadable("the schema of the result throws", origin, cause);
  }
}

/** The function returned; only its result is lost. */
function unreadable(issues: string, origin: Origin, cause?: unknown): ReadResult {
  const message = "The function returned a result that cannot be read";
  return { fault: malformed({ message, issues, execution: "finished", origin, cause }) };
}
