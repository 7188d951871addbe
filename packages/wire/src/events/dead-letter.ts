import { decodeCustom } from "../function-error/custom.ts";
import { asString, isJsonObject, type JsonObject } from "../json.ts";
import type { WireError } from "../wire-error.ts";
import { findInside } from "./envelope.ts";

const MADE = "200";

/**
 * Reads a message of a dead-letter queue, as SQS or SNS gives it, as SQS has it from SNS, or as a Lambda event has it:
 * the first kilobyte of the error's message and the request id. The type is lost; a custom error object in the message
 * brings it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export function decodeDeadLetter(value: unknown): WireError | undefined {
  const message = findInside(value, (inner) => attributesOf(inner) !== undefined);
  const attributes = message && attributesOf(message);
  if (!attributes) return undefined;
  const code = textOf(attributes.ErrorCode);
  // The code is the HTTP status of the invocation: 200, where the function was reached.
  const isService = code !== MADE;
  const error: WireError = {
    wire: "dead-letter",
    payload: value,
    message: textOf(attributes.ErrorMessage),
    requestId: textOf(attributes.RequestID),
    execution: isService ? "unknown" : "started",
    ...(isService && { reportedBy: "service", status: Number(code) }),
  };
  return { ...error, embedded: decodeCustom(error) };
}

function attributesOf({
  MessageAttributes,
  messageAttributes = MessageAttributes,
}: JsonObject): JsonObject | undefined {
  if (!isJsonObject(messageAttributes)) return undefined;
  const { ErrorCode, RequestID } = messageAttributes;
  return ErrorCode === undefined || RequestID === undefined ? undefined : messageAttributes;
}

/** SQS, its event, and SNS each have their own spelling. */
function textOf(attribute: unknown): string | undefined {
  if (!isJsonObject(attribute)) return undefined;
  const { StringValue, stringValue, Value }: JsonObject = attribute;
  return asString(StringValue ?? stringValue ?? Value);
}
