import { isStatus } from "../fault-members.ts";
import { decodeCustom } from "../function-error/custom.ts";
import { asString, type JsonObject } from "../json.ts";
import type { WireError } from "../wire-error.ts";
import { attributesOf, findInside } from "./envelope.ts";
import { decodeUndelivered, textOf } from "./undelivered.ts";

const MADE = "200";

/**
 * Reads a dead letter, as SQS or SNS gives it, as SQS has it from SNS, or as a Lambda event has it: of Lambda the
 * first kilobyte of the error's message and the request id, without the type, unless the message is a custom error
 * object; of an EventBridge rule, a custom event bus, the Scheduler and Firehose the code and the message of what kept
 * them from delivering.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export function decodeDeadLetter(value: unknown): WireError | undefined {
  return findInside(value, (inner, traceId) => {
    const error = decodeInner(inner);
    return error && { ...error, traceId, payload: value };
  });
}

/** Reads the error of one object, whatever is around or inside it. */
export function decodeInner(inner: JsonObject): WireError | undefined {
  return decodeOfLambda(inner) ?? decodeUndelivered(inner);
}

function decodeOfLambda(message: JsonObject): WireError | undefined {
  const { ErrorCode, RequestID, ErrorMessage } = attributesOf(message);
  if (ErrorCode === undefined || RequestID === undefined) return undefined;
  const code = textOf(ErrorCode);
  // The code is the HTTP status of the invocation: 200, where the function was reached.
  const isService = code !== MADE;
  const status = Number(code);
  const error: WireError = {
    wire: "dead-letter",
    payload: message,
    message: textOf(ErrorMessage),
    // An error without a message has no such attribute.
    fallback: { message: "The invocation failed without a message" },
    requestId: asString(textOf(RequestID)),
    execution: isService ? "unknown" : "started",
    ...(isService && { reportedBy: "service" }),
    ...(isService && isStatus(status) && { status }),
  };
  return { ...error, embedded: decodeCustom(error) };
}
