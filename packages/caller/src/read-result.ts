import { MalformedFault, type Origin } from "@faultwire/catalog";
import { parseJson } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";

/** A result, or why what came is none. */
export type Read = { readonly value: unknown } | { readonly fault: MalformedFault };

/** Reads a function's result, and where the caller has a schema of it, validates and revives it. */
export async function readResult(
  text: string,
  schema: StandardSchemaV1 | undefined,
  origin: Origin,
): Promise<Read> {
  const value = text === "" ? undefined : parseJson(text);
  if (value === undefined && text !== "") return { fault: malformed("the result is not JSON", origin) };
  if (schema === undefined) return { value };
  const result = await schema["~standard"].validate(value);
  if (!result.issues) return { value: result.value };
  const issues = result.issues
    .map(({ path, message }) => `${path?.map(String).join(".") ?? ""}: ${message}`)
    .join("; ");
  return { fault: malformed(`the result does not fit its schema: ${issues}`, origin) };
}

function malformed(issues: string, origin: Origin): MalformedFault {
  return new MalformedFault({
    errorType: "MalformedFault",
    message: "The function returned a result that cannot be read",
    issues,
    status: 500,
    retryable: false,
    category: "function",
    // It returned: only its result is lost.
    execution: "finished",
    origin,
  });
}
