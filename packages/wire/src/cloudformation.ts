import { asString, isJsonObject } from "./json.ts";
import type { WireError } from "./wire-error.ts";

/**
 * Reads the answer of a CloudFormation custom resource: a `Reason`, and nothing else, tells what failed.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function decodeCloudFormation(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || value.Status !== "FAILED" || !("LogicalResourceId" in value)) return undefined;
  const message = asString(value.Reason);
  return { wire: "cloudformation", payload: value, message, requestId: asString(value.RequestId) };
}
