import { isStatus } from "../fault-members.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import type { Execution, WireError } from "../wire-error.ts";
import { attributesOf } from "./envelope.ts";
import { decodePipe } from "./pipe-log.ts";

/** Codes of EventBridge for a target that could not be called: it may not be, it does not exist, the role is of no use. */
const REFUSED = /^(?:NO_PERMISSIONS|NO_RESOURCE|FAILED_TO_ASSUME_ROLE|TRANSIENT_ASSUME_ROLE)$/;
/** The target of a schedule is an operation of a service; this one calls a function. */
const INVOKE = /^arn:[\w-]+:scheduler:::aws-sdk:lambda:invoke$/;
/** Codes of the API that a schedule calls a function by, which it reserves for functions that did not run. */
const OF_LAMBDA =
  /^(?:AccessDenied|ResourceNotFound|InvalidParameterValue|InvalidRequestContent|RequestTooLarge|TooManyRequests)Exception$/;
/** Codes of Firehose for a function that answered, or that threw. */
const ANSWERED =
  /^Lambda\.(?:FunctionError|FunctionTimedOut|FunctionRequestTimedOut|JsonProcessingException|MissingRecordId|DuplicatedRecordId|ProcessingFailed\w*|ResponseSize\w*)$/;

/**
 * Reads a record of an event that a service could not deliver: the attributes of a message of EventBridge or the
 * Scheduler, the record of a custom event bus, the failed record of Firehose and its log, a dead letter and the log of a pipe, the message
 * of an error action of AWS IoT, the log of a delivery of SNS. Returns undefined for any other value.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-custom-bus-retry.html
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-error-troubleshooting.html
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/rule-error-handling.html
 * @see https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html
 */
export function decodeUndelivered(value: JsonObject): WireError | undefined {
  if (attributesOf(value).ERROR_CODE !== undefined) return decodeAttributes(value);
  const { context, delivery, notification, status } = value;
  if (isJsonObject(context) && typeof context.partnerResourceArn === "string" && "condition" in context)
    return undelivered({ errorCode: context.condition }, undefined, "unknown");
  if (status === "FAILURE" && isJsonObject(delivery) && isJsonObject(notification))
    return decodeDelivery(delivery);
  if (Array.isArray(value.failures) && "ruleName" in value)
    return decodeRule(value.failures.find(isJsonObject));
  return decodePipe(value) ?? decodeCoded(value);
}

/** Reads the text of a message's attribute. SQS, its event, and SNS each have their own spelling. */
export function textOf(attribute: unknown): string | undefined {
  if (!isJsonObject(attribute)) return undefined;
  const { StringValue, stringValue, Value }: JsonObject = attribute;
  return asString(StringValue ?? stringValue ?? Value);
}

function decodeAttributes(message: JsonObject): WireError {
  const attributes = attributesOf(message);
  const errorCode = textOf(attributes.ERROR_CODE);
  const target = textOf(attributes.TARGET_ARN) ?? "";
  // The code is that of the last attempt; an earlier one may have arrived.
  const isOnly = textOf(attributes.RETRY_ATTEMPTS) === "0";
  const isNever = isOnly && REFUSED.test(String(errorCode));
  const record = { errorCode, errorMessage: textOf(attributes.ERROR_MESSAGE) };
  const error = undelivered(record, target || undefined, isNever ? "none" : "unknown");
  if (!INVOKE.test(target)) return error;
  const isRefusal = isOnly && OF_LAMBDA.test(String(errorCode));
  return {
    ...error,
    functionName: functionOfRequest(message),
    execution: isRefusal ? "none" : (error.execution ?? "unknown"),
  };
}

/** A schedule has the request to the service as its event. */
function functionOfRequest({ Body, body = Body, Message = body }: JsonObject): string | undefined {
  const request = typeof Message === "string" ? parseJson(Message) : Message;
  return isJsonObject(request) ? asString(request.FunctionName) : undefined;
}

/** Reads the records that have a code of their own: of a custom event bus, and of Firehose. */
function decodeCoded(value: JsonObject): WireError | undefined {
  const { errorCode } = value;
  if (typeof errorCode !== "string") return undefined;
  if (typeof value.subscriberArn === "string" || typeof value.busArn === "string") return decodeBus(value);
  const isOfFirehose = ["rawData", "attemptsMade", "lambdaArn", "deliveryStreamARN"].some(
    (name) => name in value,
  );
  if (!isOfFirehose) return undefined;
  return undelivered(value, value.lambdaArn, ANSWERED.test(errorCode) ? "started" : "unknown");
}

/** The record of a custom event bus names the events of one call, and no event itself. */
function decodeBus(value: JsonObject): WireError {
  const { errorCode, retryAttempts, failedMessages } = value;
  const isNever = errorCode === "ACCESS_DENIED" && retryAttempts === 0;
  const messages = Array.isArray(failedMessages) ? failedMessages : [];
  const requests = new Set(messages.map((each) => asString(Object(each).targetRequestId)));
  // One request has one id.
  const [requestId] = requests.size === 1 ? requests : [];
  return {
    ...undelivered(value, value.targetArn, isNever ? "none" : "unknown"),
    ...(requestId && { requestId }),
  };
}

/** The log of SNS about a delivery has the response of what it delivered to. */
function decodeDelivery({ providerResponse, statusCode, destination }: JsonObject): WireError {
  const response = typeof providerResponse === "string" ? parseJson(providerResponse) : undefined;
  const { ErrorCode, ErrorMessage = providerResponse }: JsonObject = isJsonObject(response) ? response : {};
  const error = undelivered({ errorCode: ErrorCode, errorMessage: ErrorMessage }, destination, "unknown");
  return { ...error, ...(isStatus(statusCode) && { status: statusCode }) };
}

/** The message of an error action of AWS IoT lists the actions of the rule that failed. */
function decodeRule(failure: JsonObject | undefined): WireError | undefined {
  return (
    failure && undelivered({ errorCode: failure.failedAction, ...failure }, failure.failedResource, "unknown")
  );
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
