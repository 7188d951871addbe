import { decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { requestIdIn } from "../request-id.ts";
import type { WireError } from "../wire-error.ts";
import { parseCutJson } from "./cut-json.ts";
import { findFailure } from "./step-failure.ts";

/** The text that precedes a payload without a type. */
const RETURNED = "Returned payload: ";
/** The end of a service error's text by the Java SDK, in which Step Functions is written. */
const SERVICE_MARK = " (Service: ";
/** Each part ends where the next begins, so that a long text is tried once. */
const SERVICE_TEXT =
  /^ \(Service: ([^;,]+)[;,] Status Code: (\d+)(?:[;,] Error Code: [^;,]+)?[;,] Request ID: ([^;,)]+)(?:[;,][^)]*)?\)(?: \(SDK Attempt Count: (\d+)\))?$/;
/** Names that Step Functions puts before those of Lambda's own errors. */
const SERVICE_PREFIX = /^Lambda\.(?!Unknown$)/;
/** The names of the Lambda API in the texts of both versions of the Java SDK. */
const LAMBDA = /^(?:AWS)?Lambda$/;
const NESTING_LIMIT = 8;

/**
 * Reads the error of a Step Functions state or execution: `{ Error, Cause }` as a Catch gets it, `{ error, cause }` as
 * the history and an execution have it, alone, under the key that a ResultPath gave it, in an event, in a list of
 * executions or of results, or in a history, of which the last failure counts. The cause may be a payload as text or
 * as an object, a payload behind a sentence, a payload that was cut, a text of the SDK, an execution that failed in
 * turn, empty, or absent.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function decodeStepFunctions(value: unknown): WireError | undefined {
  const failure = findFailure(value);
  return failure && decodeFailure(failure, value, 0);
}

function decodeFailure(failure: JsonObject, payload: unknown, depth: number): WireError {
  const { name, status, cause } = membersOf(failure);
  const isService = SERVICE_PREFIX.test(String(name));
  const base: WireError = {
    ...{ wire: "step-functions", payload, execution: "unknown" },
    errorType: name?.replace(SERVICE_PREFIX, ""),
    ...(isService && { reportedBy: "service" }),
  };
  if (!cause) return { ...base, message: name ? undefined : endOf(status) };
  const found = typeof cause === "string" ? parseCause(cause) : cause;
  if (!isJsonObject(found)) return typeof cause === "string" ? decodeText(base, cause) : base;
  if (depth < NESTING_LIMIT && "ExecutionArn" in found) return decodeFailure(found, payload, depth + 1);
  const error = decodeStandardObject(found);
  return {
    ...error,
    wire: "step-functions",
    payload,
    errorType: name ?? error.errorType,
    message: error.message ?? asString(found.message ?? found.Message),
    requestId: error.requestId ?? requestIdIn(error.message),
  };
}

/** Reads the members of a failure in either case of letters. */
function membersOf({
  error,
  Error: name = error,
  cause,
  Cause = cause,
  status,
  Status = status,
}: JsonObject) {
  // An execution that ran out of time has no error of its own.
  const byStatus = Status === "TIMED_OUT" ? "States.Timeout" : undefined;
  return { name: asString(name) ?? byStatus, status: asString(Status), cause: Cause };
}

/** An execution that someone ended has no words but its status. */
function endOf(status: string | undefined): string | undefined {
  return status === undefined ? undefined : `The execution ended with the status ${status}`;
}

function decodeText(base: WireError, cause: string): WireError {
  // The last mark: the text before it is the message, and a message may quote one.
  const mark = cause.lastIndexOf(SERVICE_MARK);
  const found = SERVICE_TEXT.exec(cause.slice(mark));
  if (!found) return { ...base, message: withoutPrefix(cause), requestId: requestIdIn(cause) };
  const [, service, status, requestId, attempts] = found;
  // Another service's refusal may have come after a function ran, and so may one that a worker passed on.
  const isOfLambda = base.reportedBy === "service" && LAMBDA.test(String(service));
  return {
    ...base,
    reportedBy: "service",
    message: cause.slice(0, mark),
    status: Number(status),
    requestId,
    // Step Functions may have asked more than once, and reports only the last answer.
    execution: isOfLambda && attempts === "1" ? undefined : "unknown",
  };
}

function parseCause(cause: string): unknown {
  const at = cause.indexOf(RETURNED);
  const text = at === -1 ? cause : cause.slice(at + RETURNED.length);
  const json = parseJson(text);
  // A state that formats a cause may have made JSON of JSON.
  const inner = typeof json === "string" ? parseJson(json) : json;
  return inner ?? parseCutJson(text);
}

function withoutPrefix(cause: string): string | undefined {
  return cause.startsWith("The cause could not be determined") ? undefined : cause;
}
