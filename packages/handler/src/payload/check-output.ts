import type { StandardSchemaV1 } from "@standard-schema/spec";
import { framesOf } from "../foreign/stack.ts";
import { ownFault } from "../own-fault.ts";
import { wordIssues } from "./word-issue.ts";

/**
 * Validates a handler's result.
 *
 * @param wrappedAt the place where the handler was wrapped: the handler has returned and is on no stack any more
 * @throws HandlerFault `InternalFailure`; its cause has path and message of each issue, for the log alone.
 */
export async function checkOutput(
  schema: StandardSchemaV1,
  value: unknown,
  wrappedAt: Error | undefined,
): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (!result.issues) return result.value;
  const cause = new TypeError(
    wordIssues(result.issues, { schema, input: value }, "verbatim")
      .map(({ path, message }) => (path === "" ? message : `${path}: ${message}`))
      .join("; "),
  );
  cause.stack = `TypeError: ${cause.message}${framesOf(wrappedAt)}`;
  const type = { errorType: "InternalFailure", status: 500 };
  throw ownFault(type, "The result does not fit its schema", { cause });
}
