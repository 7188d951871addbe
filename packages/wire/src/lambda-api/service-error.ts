import { decodeErrorType, ERROR_TYPE_HEADER } from "../http/error-type.ts";
import { type HttpResponse, headerReader } from "../http/header-reader.ts";
import { decodeRetryAfter } from "../http/retry-after.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { encodeMessage } from "../message.ts";
import { decodeTraceId, TRACE_HEADER } from "../trace-id.ts";
import type { FaultData, WireError } from "../wire-error.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

/** The limits that `TooManyRequestsException` names in its `Reason`, and no other error of Lambda has. */
const THROTTLE = /LimitExceeded$/;
/** Errors of Lambda's whose message begins with a small letter, by its model. */
const SMALL_MESSAGE =
  /^(?:CodeArtifactUser(?:Deleted|Failed|Pending)|Invalid(?:ParameterValue|RequestContent)|ModeNotSupported|(?:SerializedRequestEntity|Request)TooLarge|Resource(?:Conflict|NotReady)|TooManyRequests|UnsupportedMediaType)Exception$/;
/** All members of a body of Lambda's errors. */
const BODY_MEMBERS = /^(?:Type|Message|message|Reason|retryAfterSeconds|EC2ErrorCode|__type|[cC]ode)$/;

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
    retryAfter: decodeRetryAfter(header("retry-after") ?? "", header("date")),
    reason: asString(members.Reason),
    ec2ErrorCode: asString(members.EC2ErrorCode),
  };
}

/**
 * Reads the body of a refusal of the Lambda API that was opened, and is all that a client kept: `{ Type, Message }`,
 * `{ Reason, Type, message }`. Its status is that of its side, unless the reason names a throttle. Returns undefined
 * for any other value.
 */
export function decodeServiceBody(value: unknown): WireError | undefined {
  if (!isJsonObject(value) || !Object.keys(value).every((name) => BODY_MEMBERS.test(name))) return undefined;
  const { Type, message = value.Message } = value;
  if ((Type !== "User" && Type !== "Service") || typeof message !== "string") return undefined;
  const isThrottle = throttleIn(value) !== undefined;
  const status = isThrottle ? 429 : Type === "User" ? 400 : 500;
  const retryAfter = decodeRetryAfter(String(value.retryAfterSeconds ?? ""), undefined);
  return {
    ...decodeServiceError({ status, headers: {}, body: JSON.stringify(value) }),
    payload: value,
    retryAfter,
  };
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

/** The leaves of an XML error document, by name. */
function readXml(text: string): Readonly<Record<string, unknown>> {
  const leaves = text.matchAll(/<(Code|Message|RequestI[dD]|Reason)>([^<]*)</g);
  return Object.fromEntries(
    [...leaves].map(([, name, value = ""]) => [name, value.replace(/&(?:#(x?)(\w+)|\w+);/g, readEntity)]),
  );
}

function readEntity(entity: string, hex?: string, number?: string): string {
  if (number === undefined) return ENTITIES[entity] ?? entity;
  const code = Number.parseInt(number, hex ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}
