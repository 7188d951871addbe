import { isStatus } from "../fault-members.ts";
import { decodeErrorType, ERROR_TYPE_HEADER } from "../http/error-type.ts";
import { type HttpResponse, headerReader } from "../http/header-reader.ts";
import { decodeRetryAfter } from "../http/retry-after.ts";
import { readXml } from "../http/xml.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import { decodeTraceId, TRACE_HEADER } from "../trace-id.ts";
import type { FaultData, WireError } from "../wire-error.ts";

/** The limits that `TooManyRequestsException` names in its `Reason`, and no other error of Lambda has. */
const THROTTLE = /LimitExceeded$/;
/** Errors of Lambda's whose message begins with a small letter, by its model. */
const SMALL_MESSAGE =
  /^(?:CodeArtifactUser(?:Deleted|Failed|Pending)|Invalid(?:ParameterValue|RequestContent)|ModeNotSupported|(?:SerializedRequestEntity|Request)TooLarge|Resource(?:Conflict|NotReady)|TooManyRequests|UnsupportedMediaType)Exception$/;
/** All members of a body of Lambda's errors. */
const BODY_MEMBERS = /^(?:Type|Message|message|Reason|retryAfterSeconds|EC2ErrorCode|__type|[cC]ode)$/;

/** Names of errors on the side of a service. */
const OF_SERVICE = /^(?:Internal|Service)/;

/** The error of the Lambda API, as a service of one's own or a test answers it. */
export interface ServiceErrorMembers extends Pick<FaultData, "errorType" | "message" | "status"> {
  readonly retryAfter?: number | undefined;
  /** The limit that was hit, on `TooManyRequestsException`. */
  readonly reason?: string | undefined;
  /** The code of EC2, on `EC2UnexpectedException`. */
  readonly ec2ErrorCode?: string | undefined;
  readonly requestId?: string | undefined;
}

/**
 * Writes an error as the Lambda API does: the name in `X-Amzn-ErrorType`, the side at fault and the message in the
 * body, `{ Type, Message }`. The SDK throws its own exception of it.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 * @example
 * encodeServiceError({ errorType: "TooManyRequestsException", message: "Rate Exceeded.", status: 429, retryAfter: 3 });
 */
export function encodeServiceError(
  error: ServiceErrorMembers,
): HttpResponse & { readonly headers: Readonly<Record<string, string>> } {
  const { errorType, status, retryAfter, requestId } = error;
  const body = {
    Type: status >= 500 ? "Service" : "User",
    [SMALL_MESSAGE.test(errorType) ? "message" : "Message"]: encodeMessage(error.message),
    Reason: error.reason,
    EC2ErrorCode: error.ec2ErrorCode,
  };
  return {
    status,
    headers: {
      "Content-Type": "application/json",
      [ERROR_TYPE_HEADER]: errorType,
      ...(requestId !== undefined && { "x-amzn-RequestId": requestId }),
      ...(retryAfter !== undefined && { "Retry-After": String(Math.ceil(retryAfter)) }),
    },
    body: JSON.stringify(body),
  };
}

/**
 * Reads the error of an AWS service off its response, JSON or XML. The body's `Type` is the side at fault, not the
 * name; the message is spelt with a small or a capital letter.
 */
export function decodeServiceError(response: HttpResponse): WireError {
  const { status, body } = response;
  const header = headerReader(response.headers);
  const json = parseJson(body);
  const members = isJsonObject(json) ? json : readXml(body);
  const { __type, code = members.Code } = members;
  const errorType =
    decodeErrorType(header(ERROR_TYPE_HEADER)) ?? decodeErrorType(__type) ?? decodeErrorType(code);
  if (errorType === undefined && json === undefined && body !== "") return foreign(response);
  return {
    wire: "service",
    payload: response,
    reportedBy: "service",
    status,
    errorType,
    // Clients that keep no headers lose the name.
    fallback: { errorType: throttleIn(members) },
    message: asString(members.message ?? members.Message),
    requestId: header("x-amzn-requestid") ?? asString(members.RequestId ?? members.RequestID),
    traceId: decodeTraceId(header(TRACE_HEADER)),
    retryAfter: decodeRetryAfter(String(header("retry-after")), header("date")),
    reason: asString(members.Reason),
    ec2ErrorCode: asString(members.EC2ErrorCode),
  };
}

/**
 * Reads the body of a refusal that was opened, and is all that a client kept: `{ Type, Message }` or
 * `{ Reason, Type, message }` of the Lambda API, `{ __type, message }` of others, and what Python keeps of either,
 * `{ Error: { Code, Message }, ResponseMetadata }`. Where no status came, it is that of the side.
 * Returns undefined for any other value.
 */
export function decodeServiceBody(value: unknown): WireError | undefined {
  if (!isJsonObject(value)) return undefined;
  const { Error: error, ResponseMetadata: metadata } = value;
  if (isJsonObject(error) && isJsonObject(metadata)) return decodePython(error, metadata, value);
  if (!Object.keys(value).every((name) => BODY_MEMBERS.test(name))) return undefined;
  const { Type, message = value.Message } = value;
  const named = decodeErrorType(value.__type);
  const isSided = Type === "User" || Type === "Service";
  if ((!isSided && named === undefined) || typeof message !== "string") return undefined;
  const isThrottle = throttleIn(value) !== undefined;
  // Services of this protocol answer with these two statuses.
  const isOfService = named === undefined ? Type === "Service" : OF_SERVICE.test(named);
  const status = isThrottle ? 429 : isOfService ? 500 : 400;
  const { retryAfterSeconds: delay } = value;
  const retryAfter = typeof delay === "object" ? undefined : decodeRetryAfter(String(delay), undefined);
  return {
    ...decodeServiceError({ status, headers: {}, body: JSON.stringify(value) }),
    payload: value,
    retryAfter,
  };
}

function decodePython(error: JsonObject, metadata: JsonObject, payload: unknown): WireError | undefined {
  const { HTTPStatusCode: status } = metadata;
  if (!isStatus(status) || typeof error.Code !== "string") return undefined;
  const { HTTPHeaders, RequestId } = metadata;
  // Readers of headers check each value.
  const headers = (isJsonObject(HTTPHeaders) ? HTTPHeaders : {}) as HttpResponse["headers"];
  const body = JSON.stringify({ ...error, RequestId });
  return { ...decodeServiceError({ status, headers, body }), payload };
}

function throttleIn({ Reason }: JsonObject): string | undefined {
  return typeof Reason === "string" && THROTTLE.test(Reason) ? "TooManyRequestsException" : undefined;
}

/** A page of a proxy or a load balancer, or a document that was cut; the SDK calls it a SyntaxError too. */
function foreign(payload: HttpResponse): WireError {
  const { status } = payload;
  const message = `The answer, of status ${status}, is not one of the service`;
  return { wire: "service", payload, reportedBy: "transport", status, errorType: "SyntaxError", message };
}

/**
 * Reads an error document in XML that is all that a client kept; returns undefined for any other text. No status came:
 * it is that of the side of the name.
 */
export function decodeServiceText(text: string): WireError | undefined {
  const { Code } = readXml(text);
  if (typeof Code !== "string") return undefined;
  const status = OF_SERVICE.test(Code) ? 500 : 400;
  return { ...decodeServiceError({ status, headers: {}, body: text }), payload: text, execution: "unknown" };
}
