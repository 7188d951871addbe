import { asString, isJsonObject, type JsonObject } from "../json.ts";
import { decodeNamed, encodeNamed } from "../named-message.ts";
import type { FaultData, WireError } from "../wire-error.ts";

/** The members of a request that its answer repeats. */
export interface CustomResourceRequest {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

/** The answer for a custom resource. */
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
  // The ellipsis of a text that is cut is one character of three bytes.
  const room = CUSTOM_RESOURCE_LIMIT - sizeOfCustomResource(answer("")) - 2;
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

/** The text of a stack's event, and the id of the answer, which ends it. */
const EVENT_TEXT =
  /^Received response status \[FAILED\] from custom resource\. Message returned: (.*?)(?: \(RequestId: ([0-9a-f-]{36})\))?$/s;

/**
 * Reads the answer of a CloudFormation custom resource, whose `Reason` is all that it has of an error, with a declared
 * name at its beginning; or the event of the stack that quotes it, as a text or in the service's answers.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function decodeCloudFormation(value: unknown): WireError | undefined {
  if (typeof value === "string") return decodeEventText(value, value);
  if (!isJsonObject(value)) return undefined;
  const { Status, Reason, RequestId, ResourceStatusReason, StackEvents, detail } = value;
  if (Array.isArray(StackEvents)) {
    const found = StackEvents.map((event) => isJsonObject(event) && decodeCloudFormation(event)).find(
      Boolean,
    );
    return found ? { ...found, payload: value } : undefined;
  }
  if (Status === "FAILED" && "LogicalResourceId" in value)
    return answered(value, asString(Reason), RequestId);
  const { "status-details": status }: JsonObject = isJsonObject(detail) ? detail : {};
  const quoted = ResourceStatusReason ?? (isJsonObject(status) ? status["status-reason"] : undefined);
  return typeof quoted === "string" ? decodeEventText(quoted, value) : undefined;
}

function decodeEventText(text: string, payload: unknown): WireError | undefined {
  const found = EVENT_TEXT.exec(text.trim());
  return found ? answered(payload, found[1], found[2]) : undefined;
}

function answered(payload: unknown, message: string | undefined, requestId: unknown): WireError {
  return decodeNamed({
    ...{ wire: "cloudformation", payload, message },
    requestId: asString(requestId),
    // The function answered.
    execution: "started",
  });
}
