import { isStatus } from "../fault-members.ts";
import { asString, isJsonObject, type JsonObject } from "../json.ts";
import type { Execution, WireError } from "../wire-error.ts";

/** Codes of EventBridge and the Scheduler for a target that may not be called or does not exist. */
const REFUSED = /^(?:NO_PERMISSIONS|NO_RESOURCE)$/;
/** Codes of Firehose for a function that answered, or that threw. */
const ANSWERED =
  /^Lambda\.(?:FunctionError|FunctionTimedOut|FunctionRequestTimedOut|JsonProcessingException|MissingRecordId|DuplicatedRecordId|ProcessingFailed\w*|ResponseSize\w*)$/;

/**
 * Reads a record of an event that a service could not deliver: the attributes of a message of EventBridge or the
 * Scheduler, the record of a custom event bus, the failed record of Firehose and its log, a dead letter and the log of a pipe, the message
 * of an error action of AWS IoT. Returns undefined for any other value.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-logs-schema.html
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 */
export function decodeUndelivered(value: JsonObject): WireError | undefined {
  const { MessageAttributes, messageAttributes: attributes = MessageAttributes } = value;
  if (isJsonObject(attributes) && attributes.ERROR_CODE !== undefined) return decodeAttributes(attributes);
  const { context, error } = value;
  if (isJsonObject(context) && typeof context.partnerResourceArn === "string" && "condition" in context)
    return undelivered({ errorCode: context.condition }, undefined, "unknown");
  if (isJsonObject(error) && /:pipes:/.test(String(value.resourceArn))) return decodePipe(error);
  if (Array.isArray(value.failures) && "ruleName" in value)
    return decodeRule(value.failures.find(isJsonObject));
  if (typeof value.errorCode !== "string") return undefined;
  const isOfBus = typeof value.subscriberArn === "string" || typeof value.busArn === "string";
  if (isOfBus) return undelivered(value, value.targetArn, "unknown");
  const isOfFirehose = ["rawData", "attemptsMade", "lambdaArn", "deliveryStreamARN"].some(
    (name) => name in value,
  );
  if (!isOfFirehose) return undefined;
  return undelivered(value, value.lambdaArn, ANSWERED.test(value.errorCode) ? "started" : "unknown");
}

/** The log of a pipe has the status and the request id of the target that failed. */
function decodePipe({ message, httpStatusCode, requestId }: JsonObject): WireError {
  const error = undelivered({ errorMessage: message }, undefined, "unknown");
  return {
    ...{ ...error, requestId: asString(requestId) },
    ...(isStatus(httpStatusCode) && { status: httpStatusCode }),
  };
}

/** The message of an error action of AWS IoT lists the actions of the rule that failed. */
function decodeRule(failure: JsonObject | undefined): WireError | undefined {
  return (
    failure && undelivered({ errorCode: failure.failedAction, ...failure }, failure.failedResource, "unknown")
  );
}

/** Reads the text of a message's attribute. SQS, its event, and SNS each have their own spelling. */
export function textOf(attribute: unknown): string | undefined {
  if (!isJsonObject(attribute)) return undefined;
  const { StringValue, stringValue, Value }: JsonObject = attribute;
  return asString(StringValue ?? stringValue ?? Value);
}

function decodeAttributes(attributes: JsonObject): WireError {
  const errorCode = textOf(attributes.ERROR_CODE);
  const attempts = textOf(attributes.RETRY_ATTEMPTS);
  // The code is that of the last attempt; an earlier one may have arrived.
  const isNever = REFUSED.test(String(errorCode)) && attempts === "0";
  const record = { errorCode, errorMessage: textOf(attributes.ERROR_MESSAGE) };
  return undelivered(record, textOf(attributes.TARGET_ARN), isNever ? "none" : "unknown");
}

function undelivered(
  { errorCode, errorMessage, message }: JsonObject,
  target: unknown,
  execution: Execution,
): WireError {
  return {
    ...{ wire: "dead-letter", payload: undefined, reportedBy: "platform", execution },
    errorType: asString(errorCode),
    message: asString(errorMessage ?? message) ?? "The event was not delivered",
    functionName: asString(target),
  };
}
