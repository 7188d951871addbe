import type { MalformedFault, Origin } from "@faultwire/catalog";
import { parseJson } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { malformed } from "./malformed.ts";

/** A function's result, or the fault of one that cannot be read. */
export type ReadResult = { readonly value: unknown } | { readonly fault: MalformedFault };

/** Reads a function's result, and validates and revives it if there is a schema. */
export async function readResult(
  text: string,
  schema: StandardSchemaV1 | undefined,
  origin: Origin,
): Promise<ReadResult> {
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

/** The function returned; only its result is lost. */
function unreadable(issues: string, origin: Origin): MalformedFault {
  const message = "The function returned a result that cannot be read";
  return malformed({ message, issues, execution: "finished", origin });
}
