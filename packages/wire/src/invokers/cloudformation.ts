import { asString, isJsonObject } from "../json.ts";
import { decodeNamed, encodeNamed } from "../named-message.ts";
import type { FaultData, WireError } from "../wire-error.ts";

/** The members of a request that its answer repeats. */
export interface CustomResourceRequest {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** What is answered of a custom resource. */
export interface CustomResourceResponse extends CustomResourceRequest {
  readonly Status: "SUCCESS" | "FAILED";
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
  readonly NoEcho?: boolean;
  readonly Data?: Readonly<Record<string, unknown>>;
}

/** The longest answer in bytes. */
export const CUSTOM_RESOURCE_LIMIT = 4096;

/**
 * Writes a fault as the answer of a custom resource, its name and message as the reason; short enough for what
 * CloudFormation takes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function encodeCloudFormation(
  fault: Pick<FaultData, "errorType" | "message">,
  { StackId, RequestId, LogicalResourceId }: CustomResourceRequest,
  PhysicalResourceId: string,
): CustomResourceResponse {
  const answer = (Reason: string): CustomResourceResponse => ({
    ...{ Status: "FAILED", Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId },
  });
  const room = CUSTOM_RESOURCE_LIMIT - sizeOfCustomResource(answer(""));
  const whole = answer(encodeNamed(fault, room));
  // A character takes up to three bytes.
  return sizeOfCustomResource(whole) <= CUSTOM_RESOURCE_LIMIT
    ? whole
    : answer(encodeNamed(fault, Math.floor(room / 3)));
}

/** The size in bytes that CloudFormation counts. */
export function sizeOfCustomResource(answer: CustomResourceResponse): number {
  return new TextEncoder().encode(JSON.stringify(answer)).length;
}

/**
 * Reads the answer of a CloudFormation custom resource: a `Reason`, and nothing else, tells what failed; a declared
 * name may stand at its beginning.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function decodeCloudFormation(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || value.Status !== "FAILED" || !("LogicalResourceId" in value)) return undefined;
  const message = asString(value.Reason);
  return decodeNamed({
    wire: "cloudformation",
    payload: value,
    message,
    requestId: asString(value.RequestId),
    // The function answered.
    execution: "started",
  });
}
