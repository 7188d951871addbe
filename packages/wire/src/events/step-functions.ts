import { decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { requestIdIn } from "../request-id.ts";
import type { WireError } from "../wire-error.ts";
import { parseCutJson } from "./cut-json.ts";

/** What precedes a payload without a type. */
const RETURNED = "Returned payload: ";
/** How the Java SDK, which Step Functions is written with, ends the text of a service's error. */
const SERVICE_MARK = " (Service: ";
const SERVICE_TEXT =
  /^[^;,]+[;,] Status Code: (\d+)(?:; Error Code: [^;]+)?[;,] Request ID: ([^;,)]+)[^)]*\)(?: \(SDK Attempt Count: (\d+)\))?$/;
/** Names that Step Functions puts before those of Lambda's own errors. */
const SERVICE_PREFIX = /^Lambda\.(?!Unknown$)/;
const NESTING_LIMIT = 8;
const FAILED = /^(?:FAILED|TIMED_OUT|ABORTED)$/;

/**
 * Reads the error of a Step Functions state: `{ Error, Cause }` as a Catch gets it, `{ error, cause }` as the
 * history and an execution have it, alone or under the key that a ResultPath gave it. The cause may be a payload, a payload behind a
 * sentence, a payload that was cut, a text of the SDK, an execution that failed in turn, empty, or absent.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function decodeStepFunctions(value: unknown): WireError | undefined {
  if (!isJsonObject(value)) return undefined;
  if (isFailure(value)) return decodeFailure(value, value, 0);
  const nested = Object.values(value).find((member) => isJsonObject(member) && isFailure(member));
  return isJsonObject(nested) ? decodeFailure(nested, value, 0) : undefined;
}

function isFailure(value: JsonObject): boolean {
  if ("Error" in value && "Cause" in value) return true;
  const { error, cause, status } = value;
  // An execution may have failed without a word.
  if ("executionArn" in value && typeof status === "string") return FAILED.test(status);
  return (
    typeof error === "string" &&
    (typeof cause === "string" || "resourceType" in value) &&
    !("errorMessage" in value)
  );
}

function decodeFailure(failure: JsonObject, payload: unknown, depth: number): WireError {
  const name = asString(failure.Error ?? failure.error) ?? nameOf(failure.Status ?? failure.status);
  const cause = asString(failure.Cause ?? failure.cause);
  const isService = SERVICE_PREFIX.test(name ?? "");
  const base: WireError = {
    wire: "step-functions",
    payload,
    errorType: name?.replace(SERVICE_PREFIX, ""),
    ...(isService && { reportedBy: "service" }),
  };
  if (!cause) return { ...base, execution: "unknown" };
  const told = parseCause(cause);
  if (!isJsonObject(told)) return decodeText(base, cause);
  if (depth < NESTING_LIMIT && "ExecutionArn" in told) return decodeFailure(told, payload, depth + 1);
  const error = decodeStandardObject(told);
  return {
    ...error,
    wire: "step-functions",
    payload,
    errorType: name ?? error.errorType,
    requestId: error.requestId ?? requestIdIn(error.message),
  };
}

/** An execution that ran out of time has no error of its own. */
function nameOf(status: unknown): string | undefined {
  return status === "TIMED_OUT" ? "States.Timeout" : undefined;
}

function decodeText(base: WireError, cause: string): WireError {
  // The last mark: what stands before it is the message, and a message may quote one.
  const mark = cause.lastIndexOf(SERVICE_MARK);
  const told = mark === -1 ? undefined : SERVICE_TEXT.exec(cause.slice(mark + SERVICE_MARK.length));
  if (!told)
    return { ...base, message: withoutPrefix(cause), execution: "unknown", requestId: requestIdIn(cause) };
  const [, status, requestId, attempts] = told;
  // Who asked may have asked more than once, and tells only of the last answer.
  const isOne = attempts === "1";
  return {
    ...base,
    reportedBy: "service",
    message: cause.slice(0, mark),
    status: Number(status),
    requestId,
    ...(!isOne && { execution: "unknown" }),
  };
}

function parseCause(cause: string): unknown {
  const at = cause.indexOf(RETURNED);
  const text = at === -1 ? cause : cause.slice(at + RETURNED.length);
  return parseJson(text) ?? parseCutJson(text);
}

function withoutPrefix(cause: string): string | undefined {
  return cause.startsWith("The cause could not be determined") ? undefined : cause;
}
