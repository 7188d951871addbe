import { isDelay, isStatus } from "./details-line.ts";
import { decodeDetails } from "./dropped-details.ts";
import { decodeErrorType, ERROR_TYPE_HEADER } from "./error-type.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "./json.ts";
import { isProblemDetails } from "./problem-details.ts";
import { decodeRestJsonDetails } from "./rest-json.ts";
import { decodeRetryAfter } from "./retry-after.ts";
import { decodeStandardObject } from "./standard.ts";
import type { WireError } from "./wire-error.ts";

/** An HTTP response whose body was read. Names of headers in any case. */
export interface HttpResponse {
  readonly status: number;
  /** Also those of fetch, or any other list of names and values. */
  readonly headers:
    | Readonly<Record<string, string | readonly string[] | undefined>>
    | Iterable<readonly [string, string]>;
  readonly body: string;
}

/** Reads one header. */
export type HeaderReader = (name: string) => string | undefined;

const BYTE_ORDER_MARK = /^\ufeff/;
/** The members of a Lambda error; a body that has others too is somebody's own. */
const ENVELOPE = /^(?:error(?:Message|Type)|stackTrace|trace|stack|requestId|causes?)$/;
/** What a WebSocket API sends for a message that it could not deliver. */
const FRAME = /^(?:message|connectionId|requestId|messageId)$/;
/** What a function behind one sends: the status stands in the body, where a frame has no other place for it. */
const OUR_FRAME = /^(?:errorType|message|details|kept|requestId|status|retryAfter)$/;
/** The web application firewall sets it where it asks for a proof instead of asking the function, under a 202 too. */
const WAF_HEADER = "x-amzn-waf-action";
const MESSAGE_MEMBERS = ["message", "Message", "errorMessage", "detail", "title"];

/**
 * Reads the error off an HTTP response of API Gateway, an ALB, a Function URL, or a Smithy service; undefined for
 * a response that tells none. An error can stand under a 200 status: a REST API's custom integration passes a
 * Lambda error on so unless it is mapped.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function decodeHttp(response: HttpResponse): WireError | undefined {
  const { status, body } = response;
  const parsed = parseJson(body.replace(BYTE_ORDER_MARK, ""));
  const json = isJsonObject(parsed) ? parsed : {};
  const lambdaError = isMadeOf(ENVELOPE, json, "errorMessage") ? decodeStandardObject(json) : undefined;
  const header = headerReader(response.headers);
  const isFailed = status >= 400 || lambdaError !== undefined || header(WAF_HEADER) !== undefined;
  const isFrame = isOurFrame(json);
  if (!isFailed && !isFrame && !isMadeOf(FRAME, json, "connectionId")) return undefined;
  const errorType = errorTypeOf(json, header);
  return {
    ...(errorType === undefined ? decodeDetails(json) : decodeRestJsonDetails(json, header("content-type"))),
    ...lambdaError,
    wire: "http",
    payload: response,
    status: statusOf(status, isFrame ? json.status : lambdaError?.status),
    errorType: errorType ?? lambdaError?.errorType,
    message: lambdaError?.message ?? messageOf(json) ?? (parsed === undefined ? textOf(body) : undefined),
    requestId:
      header("x-amzn-requestid") ??
      header("apigw-requestid") ??
      lambdaError?.requestId ??
      asString(json.requestId),
    retryAfter: retryAfterOf(header) ?? lambdaError?.retryAfter ?? delayOf(isFrame && json.retryAfter),
  };
}

/** Reads headers by name in any case; a list is joined as fetch does. */
export function headerReader(headers: HttpResponse["headers"]): HeaderReader {
  const byName = new Map<string, unknown>();
  const entries = Symbol.iterator in headers ? headers : Object.entries(headers);
  for (const [name, value] of entries) byName.set(name.toLowerCase(), value);
  return (name) => {
    const value = byName.get(name.toLowerCase());
    return asString(Array.isArray(value) ? value.join(", ") : value);
  };
}

function isMadeOf(members: RegExp, json: JsonObject, required: string): boolean {
  return typeof json[required] === "string" && Object.keys(json).every((name) => members.test(name));
}

/** The header first, then the body. The rpcv2Json protocol forbids all but the body's `__type`. */
function errorTypeOf(json: JsonObject, header: HeaderReader): string | undefined {
  const inBody = decodeErrorType(json.__type);
  if (header("smithy-protocol") === "rpc-v2-json") return inBody;
  const { code = json.Code } = json;
  const named = decodeErrorType(header(ERROR_TYPE_HEADER)) ?? inBody ?? decodeErrorType(code);
  const isOurs = typeof json.message === "string" || isProblemDetails(json);
  return named ?? (isOurs ? decodeErrorType(json.errorType) : undefined);
}

function isOurFrame(json: JsonObject): boolean {
  const { status, message } = json;
  return isStatus(status) && typeof message === "string" && isMadeOf(OUR_FRAME, json, "errorType");
}

/** What stands in the body counts where the response itself says success. */
function statusOf(status: number, inBody: unknown): number {
  return status < 400 && isStatus(inBody) ? inBody : status;
}

function delayOf(value: unknown): number | undefined {
  return isDelay(value) ? value : undefined;
}

function messageOf(json: JsonObject): string | undefined {
  const member = MESSAGE_MEMBERS.find((name) => typeof json[name] === "string");
  return member === undefined ? undefined : asString(json[member]);
}

/** A page that a load balancer made is no message. */
function textOf(body: string): string | undefined {
  return body === "" || body.trimStart().startsWith("<") ? undefined : body;
}

/** AWS has a header of its own, in milliseconds. */
function retryAfterOf(header: HeaderReader): number | undefined {
  const value = header("retry-after");
  if (value !== undefined) return decodeRetryAfter(value.trim(), header("date"));
  const milliseconds = Number(header("x-amz-retry-after") ?? Number.NaN);
  return milliseconds >= 0 ? milliseconds / 1000 : undefined;
}
