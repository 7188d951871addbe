import type { MalformedFault, Origin } from "@faultwire/catalog";
import { parseJson } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { malformed } from "./malformed.ts";

/** A result, or why what came is none. */
export type Read = { readonly value: unknown } | { readonly fault: MalformedFault };

/** Reads a function's result, and where the caller has a schema of it, validates and revives it. */
export async function readResult(
  text: string,
  schema: StandardSchemaV1 | undefined,
  origin: Origin,
): Promise<Read> {
  const value = text === "" ? undefined : parseJson(text);
  if (value === undefined && text !== "") return { fault: unreadable("the result is not JSON", origin) };
  if (schema === undefined) return { value };
  const result = await schema["~standard"].validate(value);
  if (!result.issues) return { value: result.value };
  const issues = result.issues
    .map(({ path, message }) => `${path?.map(String).join(".") ?? ""}: ${message}`)
    .join("; ");
  return { fault: unreadable(`the result does not fit its schema: ${issues}`, origin) };
}

/** It returned: only its result is lost. */
function unreadable(issues: string, origin: Origin): MalformedFault {
  const message = "The function returned a result that cannot be read";
  return malformed({ message, issues, execution: "finished", origin });
}
