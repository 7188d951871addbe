import type { StandardSchemaV1 } from "@standard-schema/spec";
import { ownFault } from "../own-fault.ts";

/**
 * Validates a handler's result.
 *
 * @throws HandlerFault `InternalFailure` with the issues as its cause, for the log.
 */
export async function checkOutput(schema: StandardSchemaV1, value: unknown): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (!result.issues) return result.value;
  const type = { errorType: "InternalFailure", status: 500 };
  throw ownFault(type, "The result does not fit its schema", { cause: result.issues });
}
