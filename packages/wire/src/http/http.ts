import { decodeDetails } from "../dropped-details.ts";
import { decodeMembers, isStatus, MEMBER_NAMES } from "../fault-members.ts";
import { decodeStandardObject } from "../function-error/standard.ts";
import { asString, isJsonObject, type JsonObject, parseJson } from "../json.ts";
import { decodeTraceId, TRACE_HEADER } from "../trace-id.ts";
import type { WireError } from "../wire-error.ts";
import { bodyAsMessage, messageIn } from "./body-message.ts";
import { cloudFrontError } from "./cloudfront-page.ts";
import { decodeCustomBody } from "./custom-body.ts";
import { decodeErrorType, ERROR_TYPE_HEADER } from "./error-type.ts";
import { type HeaderReader, type HttpResponse, headerReader } from "./header-reader.ts";
import { isProblemDetails } from "./problem-details.ts";
import { decodeRestJsonDetails } from "./rest-json.ts";
import { decodeRetryAfter } from "./retry-after.ts";
import { readXml } from "./xml.ts";

const BYTE_ORDER_MARK = /^\ufeff/;
/** The members of a Lambda error; a body that has others too is an application's own. */
const ENVELOPE = /^(?:error(?:Message|Type)|stackTrace|trace|stack|requestId|causes?)$/;
/** The frame that a WebSocket API sends for a message that it could not deliver. */
const FRAME = /^(?:message|connectionId|requestId|messageId)$/;
/** The frame of a function behind one: a frame has no headers, so its body has a fault's other members too. */
const OUR_FRAME = /^(?:errorType|message|requestId)$/;
/** The web application firewall sets it where it asks for a proof instead of asking the function, under a 202 too. */
const WAF_HEADER = "x-amzn-waf-action";
const MESSAGE_MEMBERS = ["message", "Message", "errorMessage", "detail", "title"];
/** The one member of an answer that a gateway made without a text. */
const SPEECHLESS = /^[mM]essage$/;

/**
 * Reads the error off an HTTP response of API Gateway, an ALB, a Function URL, or a Smithy service; undefined for
 * a response without an error. An error can stand under a 200 status: a REST API's custom integration passes a
 * Lambda error on so unless it is mapped.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function decodeHttp(response: HttpResponse): WireError | undefined {
  const { status, body } = response;
  const parsed = parseJson(body.replace(BYTE_ORDER_MARK, ""));
  const json = membersOf(parsed);
  const lambdaError = isLambdaError(json) ? decodeStandardObject(json) : decodeCustomBody(body, json);
  const header = headerReader(response.headers);
  const isFailed = status >= 400 || lambdaError !== undefined || header(WAF_HEADER) !== undefined;
  const frame = isOurFrame(json) ? decodeMembers(json) : undefined;
  if (!isFailed && !frame && !isMadeOf(FRAME, json, "connectionId")) return undefined;
  // Some services of AWS answer in XML, which API Gateway passes on.
  const xml = readXml(body);
  const errorType = errorTypeOf(json, header) ?? decodeErrorType(xml.Code);
  const { status: inBody, retryAfter } = frame ?? lambdaError ?? {};
  return {
    ...(errorType === undefined ? decodeDetails(json) : decodeRestJsonDetails(json, header("content-type"))),
    ...lambdaError,
    ...frame,
    wire: "http",
    payload: response,
    // Anyone on the way can answer so; only a declared name shows that the function ran.
    execution: undefined,
    status: statusOf(status, inBody),
    errorType: errorType ?? lambdaError?.errorType,
    message:
      lambdaError?.message ?? messageOf(json) ?? messageBeside(parsed === undefined ? body : "", xml, header),
    fallback: cloudFrontError(header("x-cache"), body) ?? { message: fallbackMessage(parsed) },
    requestId: requestIdIn(header) ?? lambdaError?.requestId ?? asString(json.requestId ?? xml.RequestId),
    traceId: decodeTraceId(header(TRACE_HEADER)),
    retryAfter: retryAfterOf(header) ?? retryAfter,
  };
}

/** A success may have an empty place for an error. */
function isLambdaError(json: JsonObject): boolean {
  return isMadeOf(ENVELOPE, json, "errorMessage") && Boolean(json.errorType || json.errorMessage);
}

function membersOf(parsed: unknown): JsonObject {
  return isJsonObject(parsed) ? parsed : {};
}

function requestIdIn(header: HeaderReader): string | undefined {
  return header("x-amzn-requestid") ?? header("apigw-requestid");
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
  if (!isStatus(status) || typeof message !== "string" || typeof json.errorType !== "string") return false;
  return Object.keys(json).every((name) => OUR_FRAME.test(name) || MEMBER_NAMES.includes(name));
}

/**
 * The status in the body counts if the response itself has one of success; one that HTTP does not have is a 500.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-15
 */
function statusOf(status: number, inBody: unknown): number {
  if (status < 400 && isStatus(inBody)) return inBody;
  return status < 600 ? status : 500;
}

function messageOf(json: JsonObject): string | undefined {
  return MESSAGE_MEMBERS.map((name) => asString(json[name])).find((text) => text !== undefined);
}

/** The message of a body that is not JSON. Services of AWS repeat it in a header; a load balancer's page is not one. */
function messageBeside(text: string, xml: JsonObject, header: HeaderReader): string | undefined {
  const stated = asString(xml.Message) ?? header("x-amzn-errormessage");
  return stated ?? (text === "" || /^\s*</.test(text) ? undefined : text);
}

/** The message of a JSON body that has none where AWS's services have it. */
function fallbackMessage(parsed: unknown): string | undefined {
  if (parsed === undefined || isSpeechless(parsed)) return undefined;
  return messageIn(parsed) ?? bodyAsMessage(parsed);
}

/** Whether a body is what a gateway writes that has no message: an object with an empty place for one, or null. */
function isSpeechless(parsed: unknown): boolean {
  return parsed === null || (isJsonObject(parsed) && SPEECHLESS.test(Object.keys(parsed).join()));
}

/** AWS has a header of its own, in milliseconds. */
function retryAfterOf(header: HeaderReader): number | undefined {
  const value = header("retry-after");
  if (value !== undefined) return decodeRetryAfter(value.trim(), header("date"));
  const milliseconds = Number(header("x-amz-retry-after") ?? Number.NaN);
  return milliseconds >= 0 ? milliseconds / 1000 : undefined;
}
