import { asString, isJsonObject, parseJson } from "@faultwire/wire";
import type { Original } from "./letter.ts";

/** A schedule calls an operation of a service, and its dead letter keeps the request. */
const SCHEDULE = /^arn:[\w-]+:scheduler:::aws-sdk:/;
const INVOKE = /:aws-sdk:lambda:invoke$/;

/**
 * Reads the event out of the request of a schedule, or the reason why it cannot be sent; undefined for a
 * letter of anything else.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function originalOfSchedule(
  held: Original,
  target: string | undefined,
): Original | string | undefined {
  const { attributes, payload: request } = held;
  if (attributes.IS_PAYLOAD_TRUNCATED?.StringValue === "true") return "The Scheduler cut its event off.";
  if (target === undefined || !SCHEDULE.test(target)) return undefined;
  if (!INVOKE.test(target)) return `It is a request to ${target}, and not the event of a function.`;
  const read = parseJson(request);
  const { FunctionName, Payload } = isJsonObject(read) ? read : {};
  const functionName = asString(FunctionName);
  if (functionName === undefined) return "Its request to Lambda does not name the function.";
  if (typeof Payload !== "string") return "Its request to Lambda does not have the event.";
  return { ...held, payload: Payload, attributes: {}, isEvent: true, functionName };
}
